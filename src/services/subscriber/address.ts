import { randomBytes } from "node:crypto";
import type { SubscriberKind } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { email } from "../directory/keys.ts";
import { invalid } from "../errors.ts";
import { LIMITS, text } from "../input.ts";
import { keysOf, type Place, seal } from "../secret/index.ts";

/**
 * An address as it is kept, so that one inbox or endpoint is one subscriber: e-mail in lower case, a URL as a browser writes
 * it. INVALID_INPUT for what is none, and for what the hub would never ask.
 */
export function addressIn({ channels }: Pick<ServiceContext, "channels">, kind: SubscriberKind, value: string): string {
  if (/\s/.test(value.trim())) throw invalid("address", "address must have no spaces or line breaks in it");
  if (kind === "EMAIL") return email("address", value);
  const given = text("address", value, LIMITS.link);
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal(url))) || url.username || url.password || url.hash) {
    throw invalid("address", "address must be an https URL without credentials and without #");
  }
  const reason = channels?.all.find((channel) => channel.kind === "WEBHOOK")?.refuses?.(url.href) ?? null;
  if (reason) throw invalid("address", reason);
  return url.href;
}

/** Within the hub's own network, which its operator has to have opened, plain http may do. */
const isLocal = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

export function webhookSecret(field: string, value: string): string {
  if (SECRET.test(value)) return value;
  throw invalid(field, `${field} must be whsec_ and 24 to 64 bytes in base64`);
}

export const placeOfSecret = (id: string, column: "secret" | "next_secret" = "secret"): Place => ({ table: "status_subscriber", column, row: id });

export const sealedFor = (ctx: Pick<ServiceContext, "secretKeys">, id: string, secret: string, column: "secret" | "next_secret"): string => seal(keysOf(ctx)[0], placeOfSecret(id, column), secret);
