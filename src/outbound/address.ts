import ipaddr, { type IPv4, type IPv6 } from "ipaddr.js";

export type Address = IPv4 | IPv6;

/** Cloud metadata and control services behind addresses that look public. */
const METADATA = new Set(["168.63.129.16"]);

const GLOBAL_UNICAST = ipaddr.parseCIDR("2000::/3") as [IPv6, number];

/**
 * The address that a packet to it ends up at, as far as the address itself tells: IPv4 inside IPv6 (mapped, compatible,
 * NAT64, 6to4) is taken out.
 */
export function effective(text: string): Address {
  const address = ipaddr.parse(text);
  if (address.kind() === "ipv4") return address;
  const bytes = address.toByteArray();
  const isEmbedded = bytes.slice(0, 10).every((byte) => byte === 0) && (bytes[10] === 255 || bytes[10] === 0) && bytes[10] === bytes[11];
  // ::1 and :: are of their own.
  if (isEmbedded && !(bytes[10] === 0 && bytes.slice(12, 15).every((byte) => byte === 0))) return ipv4(bytes.slice(12));
  const range = address.range();
  if (range === "rfc6145" || range === "rfc6052") return ipv4(bytes.slice(12));
  return range === "6to4" ? ipv4(bytes.slice(2, 6)) : address;
}

const ipv4 = (bytes: number[]): Address => ipaddr.fromByteArray(bytes);

/** Whether it is anybody's on the internet; all else is somebody's own network, or nobody's. */
export function isPublic(address: Address): boolean {
  if (METADATA.has(address.toString())) return false;
  return address.range() === "unicast" && (address.kind() === "ipv4" || (address as IPv6).match(GLOBAL_UNICAST));
}

export const isAddress = (text: string): boolean => ipaddr.isValid(text);
