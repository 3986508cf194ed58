import { isOutage } from "../database/outage.ts";
import { startEmbedded } from "../database/embedded/start-embedded.ts";
import { EmbeddedError } from "../database/embedded/embedded-error.ts";
import { type Config, ConfigError, readConfig } from "./settings/config.ts";
import { type Hub, startHub } from "./hub.ts";
import { secretKeysFor } from "./settings/secret-key.ts";
import { createLog, type Logger } from "./log.ts";

export interface Running extends Hub {
  config: Config;
  log: Logger;
}

/** What a run may set beside the environment. */
export type Overrides = Partial<Pick<Parameters<typeof startHub>[0], "now" | "bootstrapToken">>;

/** The whole program: reads the environment, brings up the database if it is the hub's own, listens, and stops on a signal. */
export async function run(overrides: Overrides = {}): Promise<Running> {
  try {
    const config = readConfig();
    const log = createLog(config.logLevel);
    const starting = start(config, log, overrides);
    stopOnSignal(async () => (await starting).stop(), log);
    const running = await starting;
    process.stdout.write(`listening on ${running.url}\n`);
    if (!running.config.databaseUrl && !running.config.bootstrapToken && !overrides.bootstrapToken) await printSetUpLink(running);
    return running;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

/**
 * On the embedded database whoever reads what the hub prints runs it. Elsewhere, and where a bootstrap token is the first
 * administrator's, the link comes from `muster account invite`. Without it the hub is as good: the next start makes another.
 */
async function printSetUpLink({ setUpLink, log }: Running): Promise<void> {
  const link = await setUpLink().catch((error: unknown) => {
    log.warn({ err: error }, "no link for the first administrator could be made");
    return null;
  });
  if (link) process.stdout.write(`nobody can sign in yet; set up the first administrator within a day at ${link}\n`);
}

async function start(config: Config, log: Logger, overrides: Overrides): Promise<Running> {
  // Nothing may end the process unheard: an error nobody handled is logged with its cause, and the hub goes on or stops in order.
  process.on("unhandledRejection", (error) => log.error({ err: error }, "an error was not handled"));
  const own = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir, log, settings: { max_connections: config.databasePoolSize + 50 } });
  const databaseUrl = config.databaseUrl ?? own?.url ?? "";
  try {
    const hub = await startHub({ ...config, databaseUrl, secretKeys: secretKeysFor(config), log, ...overrides }).catch((error: unknown) => {
      throw isOutage(error) && config.databaseUrl ? new ConfigError(unreachable(config.databaseUrl, error)) : error;
    });
    const stop = async () => {
      await hub.stop();
      await own?.stop();
    };
    return { ...hub, stop, config, log };
  } catch (error) {
    await own?.stop();
    throw error;
  }
}

/**
 * From the first moment on: what is half started is finished and then stopped, so that no database stays behind. The
 * same signal again changes nothing: a terminal's Ctrl-C may come a second time through npm.
 */
function stopOnSignal(stop: () => Promise<void>, log: Logger): void {
  let isStopping = false;
  const handle = (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, "stopping");
    stop().then(() => process.exit(), (error) => {
      log.error({ err: error }, "could not stop in order");
      process.exit(1);
    });
  };
  process.on("SIGTERM", handle).on("SIGINT", handle);
}

/** Without the user and the password. */
function unreachable(databaseUrl: string, error: unknown): string {
  const { host, pathname } = new URL(databaseUrl);
  return `Muster cannot start: DATABASE_URL names a database at ${host}${pathname} that cannot be reached (${error instanceof Error ? error.message : String(error)}).`;
}

function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof EmbeddedError) return error.message;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return `${error.message}: another program listens there; set PORT to another port, or to 0 for a free one`;
  return error instanceof Error ? `Muster cannot start: ${error.stack ?? error.message}` : String(error);
}
