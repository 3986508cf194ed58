import { expect, test } from "vitest";
import { clientOf, readProxies } from "../../src/server/client-address.ts";

const PROXIES = readProxies("10.0.0.0/8, 192.0.2.7, fd00::/8");

test.each([
  ["a caller without a proxy", "203.0.113.9", "", "203.0.113.9"],
  ["what a caller writes who is no proxy", "203.0.113.9", "1.1.1.1", "203.0.113.9"],
  ["the one whom a proxy names", "10.0.0.1", "203.0.113.9", "203.0.113.9"],
  ["the one before a chain of proxies", "10.0.0.1", "203.0.113.9, 192.0.2.7, 10.9.9.9", "203.0.113.9"],
  ["not what that one has made up", "10.0.0.1", "127.0.0.1, 10.0.0.5, 203.0.113.9", "203.0.113.9"],
  ["a proxy of somebody else's", "10.0.0.1", "203.0.113.9, 192.0.2.8", "192.0.2.8"],
  ["the first of proxies alone", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ["a proxy that names nobody", "10.0.0.1", "", "10.0.0.1"],
  ["a proxy that names no address", "10.0.0.1", "203.0.113.9, unknown", "10.0.0.1"],
  ["an address with its port", "10.0.0.1", "203.0.113.9:4711", "203.0.113.9"],
  ["IPv6 in brackets with its port", "10.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"],
  ["IPv6, in one way of writing it", "fd00::1", "2001:DB8:0:0::1", "2001:db8::1"],
  ["IPv4 within IPv6", "::ffff:10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"],
  ["a connection that is gone", "", "203.0.113.9", ""],
])("%s", (_, peer, forwardedFor, client) => {
  expect(clientOf(peer, forwardedFor, PROXIES)).toBe(client);
});

test.each(["everybody", "10.0.0.0/33", "10.0.0.1,", "proxy.internal"])("%j names no proxies", (text) => {
  expect(() => readProxies(text)).toThrow(/ipaddr/);
});
