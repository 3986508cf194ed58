import { isAddress } from "./address.ts";
import { type AllowList, mayReach } from "./allow-list.ts";
import { OutboundError } from "./outbound-error.ts";
import { targetOf } from "./redirect.ts";

/** Why an address will never be asked, as far as it tells without being looked up; null where it may be. */
export function whyNot(allow: AllowList, text: string): string | null {
  try {
    const url = targetOf(text);
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
    const isLocal = host === "localhost" || host.endsWith(".localhost");
    const address = isAddress(host) ? host : isLocal ? "127.0.0.1" : null;
    return address === null || mayReach(allow, address, host, port) ? null : `${host} is in a private network, and not in MUSTER_OUTBOUND_ALLOW`;
  } catch (error) {
    if (error instanceof OutboundError) return error.message;
    throw error;
  }
}
