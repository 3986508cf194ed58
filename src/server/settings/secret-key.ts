import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readKeys, type SecretKey } from "../../services/secret/index.ts";
import { type Config, ConfigError } from "./config.ts";

const FILE = "secret.key";

/**
 * The keys of MUSTER_SECRET_KEY. Without it, an embedded database has a key of its own beside it, made when it is first asked
 * for, and a DATABASE_URL has none: who keeps the database elsewhere has to keep the key elsewhere too.
 */
export function secretKeysFor({ secretKeys, databaseUrl, dataDir }: Pick<Config, "secretKeys" | "databaseUrl" | "dataDir">): readonly SecretKey[] {
  if (secretKeys) return secretKeys;
  if (databaseUrl) return [];
  const path = join(dataDir, FILE);
  mkdirSync(dataDir, { recursive: true });
  make(path);
  try {
    return readKeys(readFileSync(path, "utf8").trim());
  } catch {
    throw new ConfigError(`Muster cannot read the key in ${path}. Put the file back as it was: what it encrypted opens with no other.`);
  }
}

/** Only for its owner to read. One that is there stays: of two at once, the first makes it. */
function make(path: string): void {
  try {
    writeFileSync(path, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
