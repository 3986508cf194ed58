import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { ServiceContext } from "../context.ts";
import { keysOf } from "../secret/keyring.ts";
import { lastSeal } from "./seal.ts";

/** The end of the chain as it was; kept elsewhere, it shows whether what came before is all still there. */
export interface AuditHead {
  number: number;
  hash: string;
  at: string;
  keyId: string;
  /** HMAC-SHA-256 over the others, hex. */
  signature: string;
}

type Unsigned = Omit<AuditHead, "signature">;

const signatureOf = (key: Buffer, { number, hash, at, keyId }: Unsigned): Buffer =>
  createHmac("sha256", Buffer.from(hkdfSync("sha256", key, "", "muster audit head", 32))).update(JSON.stringify([number, hash, at, keyId])).digest();

/** The head of the chain, signed under MUSTER_SECRET_KEY. UNAVAILABLE without one. */
export async function head(ctx: Pick<ServiceContext, "db" | "now" | "secretKeys">): Promise<AuditHead> {
  const [key] = keysOf(ctx);
  const unsigned = { ...(await lastSeal(ctx)), at: ctx.now().toISOString(), keyId: key.id };
  return { ...unsigned, signature: signatureOf(key.bytes, unsigned).toString("hex") };
}

/** Whether a head was signed under one of the keys that there are, and not altered since. */
export function headIsOurs(ctx: Pick<ServiceContext, "secretKeys">, { signature, ...unsigned }: AuditHead): boolean {
  const key = keysOf(ctx).find(({ id }) => id === unsigned.keyId);
  const given = Buffer.from(signature, "hex");
  return key !== undefined && given.length === 32 && timingSafeEqual(given, signatureOf(key.bytes, unsigned));
}
