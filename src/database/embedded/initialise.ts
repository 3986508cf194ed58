import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "./account.ts";
import type { Place } from "./place.ts";
import { isAlive } from "./process-life.ts";
import { run } from "./run.ts";

/** The superuser that the hub connects as. */
export const DATABASE_USER = "muster";

/** Lies in the cluster, so that neither is ever without the other. */
export const PASSWORD_FILE = "muster.password";

const HALF_MADE = "postgres.init-";

/**
 * Makes the cluster aside and puts it in place by one rename: however this is interrupted, the next start finds a whole
 * cluster or none. Of two that do it at the same time one cluster stays.
 */
export async function initialise(place: Place): Promise<void> {
  const aside = await mkdtemp(join(place.dataDir, `${HALF_MADE}${process.pid}-`));
  try {
    const cluster = join(aside, "cluster");
    const password = join(aside, "password");
    await writeFile(password, randomBytes(24).toString("hex"), { mode: 0o600 });
    await giveTo(place.account, aside, password);
    await run(place, place.binaries.initdb, ["-D", cluster, "--pwfile", password, ...INITDB]);
    await rename(password, join(cluster, PASSWORD_FILE));
    await rename(cluster, place.cluster).catch((error: unknown) => {
      if (!existsSync(join(place.cluster, PASSWORD_FILE))) throw error;
    });
  } finally {
    // What hindered us above may hinder this too, and is the better message; the next start cleans up.
    await rm(aside, { recursive: true, force: true }).catch(() => {});
  }
}

/** Nothing here depends on the locales of the machine: they differ, and an upgrade of them corrupts indexes. */
const INITDB = [
  ["-U", DATABASE_USER, "--auth=scram-sha-256"],
  ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
  ["--no-sync", "--no-instructions"],
].flat();

/** What a killed start left; its pid is in the name, since another one may be at work right now. */
export async function removeHalfMade(dataDir: string): Promise<void> {
  const entries = (await readdir(dataDir)).filter((name) => name.startsWith(HALF_MADE));
  const left = entries.filter((name) => !isAlive(Number.parseInt(name.slice(HALF_MADE.length), 10)));
  // Its initdb may have outlived it and still be writing; then a later start removes it.
  for (const name of left) await rm(join(dataDir, name), { recursive: true, force: true }).catch(() => {});
}

async function giveTo(account: Account | undefined, ...paths: string[]): Promise<void> {
  if (account) await Promise.all(paths.map((path) => chown(path, account.uid, account.gid)));
}
