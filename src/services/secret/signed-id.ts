import { createHmac, timingSafeEqual } from "node:crypto";
import { isId } from "../input.ts";
import type { SecretKey } from "./keyring.ts";

/** 16 bytes of the id, and of the signature 24, in base64url. */
const ID_LENGTH = 22;
const SIGNATURE_BYTES = 24;

/**
 * An id that only the hub can have given out for this purpose: a link that needs no row of its own, so that twenty thousand
 * letters cost none, and nothing that is stored opens anything. It ends with the key.
 */
export function signedId([key]: readonly [SecretKey, ...SecretKey[]], purpose: string, id: string): string {
  return Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url") + signature(key, purpose, id);
}

/** The id that stands in such a text, whoever wrote it; null for any other text. */
export function idIn(text: string): string | null {
  if (!/^[\w-]{54}$/.test(text)) return null;
  const id = Buffer.from(text.slice(0, ID_LENGTH), "base64url").toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return isId(id) ? id : null;
}

/** Whether one of the hub's keys has signed it for this purpose; in constant time. */
export function isSigned(keys: readonly SecretKey[], purpose: string, text: string): boolean {
  const id = idIn(text);
  if (!id) return false;
  const given = Buffer.from(text.slice(ID_LENGTH));
  return keys.map((key) => timingSafeEqual(Buffer.from(signature(key, purpose, id)), given)).includes(true);
}

const signature = ({ bytes }: SecretKey, purpose: string, id: string): string =>
  createHmac("sha256", bytes).update(`muster ${purpose} ${id}`).digest().subarray(0, SIGNATURE_BYTES).toString("base64url");
