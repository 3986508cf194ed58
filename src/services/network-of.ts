import ipaddr from "ipaddr.js";

/** Bits of an IPv6 address that name a site; the rest is its own to choose. */
const SITE = 64;

/** What an address is counted as: itself as IPv4, also where it is written as IPv6, or the network that an IPv6 address belongs to. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? parsed.toString() : ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${SITE}`).toString();
}
