import { expect, test } from "vitest";
import { type AllowList, mayReach, readAllowList } from "../../src/outbound/index.ts";

const NOTHING: AllowList = { networks: [], services: new Set() };
const may = (address: string, allow = NOTHING) => mayReach(allow, address, "hooks.example.com", 443);

test.each([
  ["127.0.0.1", "127.8.8.8", "::1"],
  ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
  ["169.254.1.1", "169.254.169.254", "fe80::1", "fd00:ec2::254", "168.63.129.16"],
  ["fc00::1", "fd12:3456::1", "fec0::1"],
  ["100.64.0.1", "100.127.255.255", "100.100.100.200"],
  ["224.0.0.1", "239.255.255.255", "ff02::1", "255.255.255.255"],
  ["0.0.0.0", "0.1.2.3", "::", "240.0.0.1", "192.0.0.192", "198.18.0.1", "192.0.2.1", "203.0.113.1"],
  ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::7f00:1"],
  ["64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1"],
  ["2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:c0a8:101::"],
  ["2001::1", "2001:db8::1", "100::1", "4000::1"],
])("%s and its like are nobody's business", (...addresses) => {
  for (const address of addresses) expect([address, may(address)]).toEqual([address, false]);
});

test.each(["93.184.216.34", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"])("%s is on the internet", (address) => {
  expect(may(address)).toBe(true);
});

test("a network that is allowed is reached in any spelling, its neighbours are not", () => {
  const allow = readAllowList("10.1.0.0/16, fd00:1::/32,127.0.0.1");
  for (const address of ["10.1.2.3", "::ffff:10.1.2.3", "fd00:1::5", "127.0.0.1"]) expect([address, may(address, allow)]).toEqual([address, true]);
  for (const address of ["10.2.0.1", "fd00:2::1", "127.0.0.2", "::1"]) expect([address, may(address, allow)]).toEqual([address, false]);
});

test("a service that is allowed is reached under that name and port alone", () => {
  const allow = readAllowList("Hooks.internal:8443,[::1]:80");
  expect(mayReach(allow, "10.0.0.1", "hooks.internal", 8443)).toBe(true);
  expect(mayReach(allow, "10.0.0.1", "hooks.internal", 443)).toBe(false);
  expect(mayReach(allow, "10.0.0.1", "other.internal", 8443)).toBe(false);
  expect(mayReach(allow, "::1", "::1", 80)).toBe(true);
});

test.each(["", "10.0.0.0/33", "hooks.internal", "hooks.internal:0", "hooks.internal:65536", "http://hooks:80", "10.0.0.0/8,"])("%j is no allow-list", (text) => {
  expect(() => readAllowList(text)).toThrow(/./);
});
