import ipaddr from "ipaddr.js";

/** Bits of an IPv6 address that name a site; the rest is its own to choose. */
const SITE = 64;

/** What a caller is counted as: an identity, or where nobody has said who it is, an address. */
export function callerKey(actorId: string, address: string): string {
  return actorId === "anonymous" ? siteOf(address) : actorId;
}

/** An IPv4 address, also one that is written as IPv6, or the network that an IPv6 address belongs to. */
export function siteOf(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? parsed.toString() : ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${SITE}`).toString();
}
