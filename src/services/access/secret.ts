import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, in letters that a link and a header take. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** SHA-256, hex. For secrets of 256 random bits, to which a slow hash would add nothing. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** A key's token, and the readable head that tells it apart. */
export function newToken(): { token: string; prefix: string; hash: string } {
  const prefix = `mst_${randomBytes(4).toString("hex")}`;
  const token = `${prefix}_${newSecret()}`;
  return { token, prefix, hash: hashOf(token) };
}
