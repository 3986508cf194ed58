import { OutboundError } from "./outbound-error.ts";

export interface OutboundRequest {
  url: URL;
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer | null;
  /** Ends it before its time. */
  signal?: AbortSignal;
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** All that another origin gets to see: any other header may be a credential, or a signature that can be used again. */
const HARMLESS = new Set(["accept", "accept-language", "content-type", "user-agent"]);

/** Throws unless it is http or https, without a name and a password in it. */
export function targetOf(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new OutboundError("protocol", "Only http and https addresses can be asked");
  if (url.username || url.password) throw new OutboundError("protocol", "Credentials belong into a header, not into the address");
  return url;
}

/** The request that an answer redirects to; null if it does not. */
export function followed(asked: OutboundRequest, { status, headers }: Answer): OutboundRequest | null {
  const [location] = [headers["location"]].flat();
  if (!REDIRECTS.has(status) || !location) return null;
  const url = targetOf(location, asked.url);
  if (asked.url.protocol === "https:" && url.protocol === "http:") throw new OutboundError("protocol", `${asked.url.origin} redirects from https to http`);
  const keepsBody = status >= 307 || asked.method === "GET" || asked.method === "HEAD" || asked.method === undefined;
  const method = keepsBody ? asked.method : "GET";
  const kept = Object.entries(asked.headers ?? {}).filter(([name]) => {
    const lower = name.toLowerCase();
    return (url.origin === asked.url.origin && lower !== "host") || HARMLESS.has(lower);
  });
  const isForBody = (name: string) => /^content-/i.test(name);
  return {
    url,
    ...(method && { method }),
    ...(asked.signal && { signal: asked.signal }),
    headers: Object.fromEntries(kept.filter(([name]) => keepsBody || !isForBody(name))),
    body: keepsBody ? (asked.body ?? null) : null,
  };
}
