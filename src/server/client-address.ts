import type { IncomingMessage, Server } from "node:http";
import ipaddr from "ipaddr.js";

/** Networks whose machines are believed when they say for whom they ask. */
export type Proxies = readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];

/** `10.1.0.0/16, ::1`. Throws on what is neither a network nor an address. */
export function readProxies(text: string): Proxies {
  return text.split(",").map((one) => one.trim()).map((one) => {
    if (one.includes("/")) return ipaddr.parseCIDR(one);
    const address = ipaddr.process(one);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  });
}

const known = new WeakMap<IncomingMessage, string>();

/** Where a request comes from: its peer, or whom trusted proxies name. Empty once the connection is gone. */
export const addressOf = (req: IncomingMessage): string => known.get(req) ?? req.socket.remoteAddress ?? "";

/** Finds out for every request and upgrade of the server, before anybody asks. */
export function noteAddresses(http: Server, proxies: Proxies): void {
  if (proxies.length === 0) return;
  const note = (req: IncomingMessage) => void known.set(req, clientOf(req.socket.remoteAddress ?? "", [req.headers["x-forwarded-for"]].flat().join(), proxies));
  http.prependListener("request", note).prependListener("upgrade", note);
}

/**
 * The right-most address that is no trusted proxy's: each of those adds its peer at the end, and what stands before that
 * anybody may have written. What is no address is not believed; then it is the last that is known.
 */
export function clientOf(peer: string, forwardedFor: string, proxies: Proxies): string {
  let client = peer;
  for (const hop of forwardedFor.split(",").toReversed()) {
    if (!isIn(proxies, client)) return client;
    const next = withoutPort(hop.trim());
    if (!ipaddr.isValid(next) || next.includes("%")) return client;
    client = ipaddr.process(next).toString();
  }
  return client;
}

function isIn(proxies: Proxies, address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const one = ipaddr.process(address);
  return proxies.some(([network, bits]) => network.kind() === one.kind() && one.match(network, bits));
}

/** Some proxies name the port too: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
const withoutPort = (hop: string): string => /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
