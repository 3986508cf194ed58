import ipaddr from "ipaddr.js";
import { type Address, effective, isAddress, isPublic } from "./address.ts";

/** What may be reached though it is not public. */
export interface AllowList {
  readonly networks: readonly [Address, number][];
  /** `host:port`, in lower case. */
  readonly services: ReadonlySet<string>;
}

export const NOTHING: AllowList = { networks: [], services: new Set() };

const SERVICE = /^([a-z0-9.-]+|\[[0-9a-f:.]+\]):(\d{1,5})$/;

/** `10.1.0.0/16, ::1, hooks.internal:8443`. Throws on what is neither a network, an address nor host:port. */
export function readAllowList(text: string): AllowList {
  const networks: [Address, number][] = [];
  const services = new Set<string>();
  for (const entry of text.split(",").map((one) => one.trim().toLowerCase())) {
    if (entry.includes("/")) networks.push(ipaddr.parseCIDR(entry));
    else if (isAddress(entry)) networks.push([ipaddr.parse(entry), entry.includes(":") ? 128 : 32]);
    else if (isPort(Number(SERVICE.exec(entry)?.[2]))) services.add(entry.replace(/[[\]]/g, ""));
    else throw new Error(`${entry} is neither a network nor host:port`);
  }
  return { networks, services };
}

const isPort = (port: number): boolean => port >= 1 && port <= 65_535;

/** Whether the hub may connect to `address`, found under that name and asked for at that port. */
export function mayReach({ networks, services }: AllowList, address: string, host: string, port: number): boolean {
  const end = effective(address);
  if (isPublic(end) || services.has(`${host.toLowerCase()}:${port}`)) return true;
  return networks.some(([network, bits]) => network.kind() === end.kind() && end.match(network, bits));
}
