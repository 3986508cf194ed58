import type { LookupAddress, LookupOptions } from "node:dns";
import { lookup } from "node:dns/promises";
import { buildConnector } from "undici";
import { isAddress } from "./address.ts";
import { type AllowList, mayReach } from "./allow-list.ts";
import { OutboundError } from "./outbound-error.ts";

/** The addresses of a name. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

export const systemResolve: Resolve = (host) => lookup(host, { all: true });

interface ConnectorOptions {
  allow: AllowList;
  connectTimeoutMs: number;
  resolve: Resolve;
}

const refused = (host: string) => new OutboundError("address", `${host} is in a private network, and not in MUSTER_OUTBOUND_ALLOW`);

/**
 * Connects to nothing but addresses that may be reached. They are judged when they are connected to, of each connection
 * anew: a name that is judged first and looked up again later can answer differently by then.
 */
export function guardedConnector({ allow, connectTimeoutMs, resolve }: ConnectorOptions): buildConnector.connector {
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, "");
    const port = Number(options.port || (options.protocol === "https:" ? 443 : 80));
    const may = (address: string) => mayReach(allow, address, host, port);
    // An address is connected to without being looked up.
    if (isAddress(host) && !may(host)) return callback(refused(host), null);
    const connect = buildConnector({ timeout: connectTimeoutMs, lookup: lookupOf(resolve, may) });
    connect(options, (error, socket) => {
      if (error) return callback(error, null);
      const { remoteAddress } = socket;
      if (remoteAddress && may(remoteAddress)) return callback(null, socket);
      socket?.destroy();
      callback(refused(host), null);
    });
  };
}

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

const lookupOf = (resolve: Resolve, may: (address: string) => boolean) => (host: string, { all, family }: LookupOptions, found: Found) => {
  const fits = (one: LookupAddress) => (family !== 4 && family !== 6) || one.family === family;
  usable(host, resolve, may).then((addresses) => {
    const [first, ...others] = addresses.filter(fits);
    if (!first) return found(new Error(`${host} has no address of that kind`), []);
    return all ? found(null, [first, ...others]) : found(null, first.address, first.family);
  }, (error: Error) => found(error, []));
};

/** Those of its addresses that may be reached; throws where none may be, and where it has none. */
async function usable(host: string, resolve: Resolve, may: (address: string) => boolean): Promise<LookupAddress[]> {
  const addresses = await resolve(host);
  const reachable = addresses.filter(({ address }) => may(address));
  if (reachable.length > 0) return reachable;
  throw addresses.length > 0 ? refused(host) : new Error(`${host} has no address`);
}
