import type { ServiceContext } from "../context.ts";
import { idIn, isSigned, type SecretKey, signedId } from "../secret/index.ts";

const PURPOSE = "unsubscribe";

/**
 * Where a contact asks to be left alone, made when a message is sent: signed by the hub's key in place of a row for each
 * of twenty thousand letters. Null on a hub without a key, or that does not know its address.
 */
export function unsubscribeUrl({ secretKeys = [], publicUrl }: Pick<ServiceContext, "secretKeys" | "publicUrl">, contactId: string): string | null {
  const [first, ...others] = secretKeys;
  return first && publicUrl ? new URL(`/unsubscribe/${signedId([first, ...others], PURPOSE, contactId)}`, publicUrl).href : null;
}

/** The contact that a token was made for under any of the hub's keys; null for any other text. */
export const contactOf = ({ secretKeys = [] }: { secretKeys?: readonly SecretKey[] | undefined }, token: string): string | null => (isSigned(secretKeys, PURPOSE, token) ? idIn(token) : null);
