import { createHash } from "node:crypto";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";

export interface SecretKey {
  /** Eight hex digits that tell keys apart and nothing about them. */
  readonly id: string;
  readonly bytes: Buffer;
}

const SIZE = 32;

/** Comma separated keys of 32 bytes in base64 or hex. Throws on anything else. */
export function readKeys(text: string): readonly SecretKey[] {
  const keys = text.split(",").map((one) => keyOf(bytesOf(one.trim())));
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) throw new Error("A key stands there twice");
  return keys;
}

function bytesOf(text: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return Buffer.from(text, "base64");
  throw new Error(`A key has ${SIZE} bytes, in base64 or hex`);
}

const keyOf = (bytes: Buffer): SecretKey => ({ id: createHash("sha256").update("muster key id").update(bytes).digest("hex").slice(0, 8), bytes });

/** The keys, the one that encrypts first. UNAVAILABLE on a hub that was given none: nothing secret is kept in the clear. */
export function keysOf({ secretKeys }: Pick<ServiceContext, "secretKeys">): readonly [SecretKey, ...SecretKey[]] {
  const [first, ...others] = secretKeys ?? [];
  if (first) return [first, ...others];
  throw new DomainError("UNAVAILABLE", "Secrets need a key: set MUSTER_SECRET_KEY (openssl rand -base64 32 makes one) and start the hub again");
}
