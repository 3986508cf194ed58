import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { SecretKey } from "./keyring.ts";

/** Where a sealed value is kept. It opens nowhere else, so that nobody can move one to where they may read it. */
export interface Place {
  table: string;
  column: string;
  row: string;
}

const CIPHER = "aes-256-gcm";
const NONCE = 12;
const TAG = 16;
const VERSION = "v1";

const bound = ({ table, column, row }: Place, keyId: string) => Buffer.from(JSON.stringify([VERSION, keyId, table, column, row]));

/** `v1.KEY.BYTES`: the id of the key, and in base64url nonce, AES-256-GCM ciphertext and tag. */
export function seal(key: SecretKey, place: Place, value: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key.bytes, nonce).setAAD(bound(place, key.id));
  const sealed = Buffer.concat([nonce, cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, key.id, sealed.toString("base64url")].join(".");
}

export const keyIdOf = (sealed: string): string => sealed.split(".", 2)[1] ?? "";

/** Throws if it was sealed elsewhere, with a key that is not there any more, or was altered; never with a word of the value. */
export function open(keys: readonly SecretKey[], place: Place, sealed: string): string {
  const [version, id, text = ""] = sealed.split(".");
  const key = keys.find((one) => one.id === id);
  if (version !== VERSION || !key) throw new Error(`${nameOf(place)} is sealed with key ${id}, which MUSTER_SECRET_KEY lacks`);
  const bytes = Buffer.from(text, "base64url");
  try {
    const decipher = createDecipheriv(CIPHER, key.bytes, bytes.subarray(0, NONCE), { authTagLength: TAG }).setAAD(bound(place, key.id)).setAuthTag(bytes.subarray(-TAG));
    return decipher.update(bytes.subarray(NONCE, -TAG), undefined, "utf8") + decipher.final("utf8");
  } catch {
    throw new Error(`${nameOf(place)} cannot be opened: it was altered, or moved there from another place`);
  }
}

const nameOf = ({ table, column, row }: Place) => `${table}.${column} of ${row}`;
