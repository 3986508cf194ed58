import type { DataSource } from "typeorm";
import { withEmbedded } from "../database/embedded/with-embedded.ts";
import { openDatabase } from "../database/open-database.ts";
import { isOutage } from "../database/outage.ts";
import { SightedManager } from "../database/sight.ts";
import { ConfigError, readConfig } from "../server/settings/config.ts";
import { secretKeysFor } from "../server/settings/secret-key.ts";
import { OPERATOR } from "../services/access/index.ts";
import type { ServiceContext } from "../services/context.ts";
import * as plans from "../services/plan/index.ts";
import * as policies from "../services/policy/index.ts";

/** A command says what matters itself; of the embedded server only trouble is worth a line. */
const TROUBLE = {
  info() {},
  warn: (_: object, message: string) => console.error(message),
  error: (_: object, message: string) => console.error(message),
};

/** A command rings nobody: hubs look for changes by themselves at least once a second. */
const NO_WAKEUPS = { ring() {}, attach: () => () => {} };

/**
 * Runs a command's `work` as the operator of this machine, on the database of DATABASE_URL or on the embedded one of
 * MUSTER_DATA_DIR, whether or not a hub is running on it. What it changes is in the audit log under the `command`'s name.
 */
export function withHub<T>(work: (ctx: ServiceContext) => Promise<T>, command?: string): Promise<T> {
  const config = readConfig();
  const { databaseUrl, dataDir } = config;
  const workWithKeys = (ctx: ServiceContext) => work({ ...ctx, secretKeys: secretKeysFor(config), ...(command && { operation: { name: command, input: null, isAudited: false } }) });
  if (databaseUrl) return onDatabase(databaseUrl, workWithKeys);
  return withEmbedded({ dataDir, log: TROUBLE }, (url) => onDatabase(url, workWithKeys));
}

async function onDatabase<T>(url: string, work: (ctx: ServiceContext) => Promise<T>): Promise<T> {
  const { source } = await openDatabase({ url, poolSize: 2 }).catch((error: unknown) => {
    throw isOutage(error) ? new ConfigError(`The database cannot be reached: ${String(error)}`) : error;
  });
  try {
    const ctx = operatorOn(source);
    await policies.ensureDefault(ctx);
    await plans.ensureDefaults(ctx);
    return await work(ctx);
  } finally {
    await source.destroy();
  }
}

const operatorOn = (source: DataSource): ServiceContext => ({ actor: OPERATOR, now: () => new Date(), db: new SightedManager(source, "*"), wakeups: NO_WAKEUPS });
