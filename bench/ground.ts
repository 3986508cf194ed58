import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbedded } from "../src/database/embedded/start-embedded.ts";
import { TOKEN } from "./ask.ts";
import { seed } from "./seed.ts";
import { clock, Worker } from "./worker.ts";

/** What all sets together may take, from which each has its share; a set's first round is always done. */
const QUICK_MS = 60_000;
const FULL_MS = 1_080_000;
const QUICK_ROUNDS = 3;
const FULL_ROUNDS = 5;

/** What everything is measured on: a database with a board of incidents, and the processes that put load on servers. */
export interface Ground {
  db: pg.Pool;
  incidents: string[];
  /** The incident that sockets follow. */
  stage: string;
  sockets: Worker;
  requests: Worker;
  /** What every server process is started with. */
  env: NodeJS.ProcessEnv;
  isQuick: boolean;
  /** How long one thing is measured at a time. */
  seconds: number;
  /** Numbers of rounds, from 1; no further one begins that would not end within this share of the time. */
  rounds(share: number): Iterable<number>;
  stop(): Promise<void>;
}

export async function layGround(isQuick: boolean): Promise<Ground> {
  const given = process.env["DATABASE_URL"];
  const folder = mkdtempSync(join(tmpdir(), "muster-bench-"));
  const own = given ? null : await startEmbedded({ dataDir: folder, log: { info() {}, warn() {}, error() {} }, settings: { max_connections: 100, track_commit_timestamp: "on" } });
  const url = given ?? own?.url ?? "";
  const env = {
    DATABASE_URL: url, PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "silent", MUSTER_BOOTSTRAP_TOKEN: TOKEN, NODE_ENV: "production",
    MUSTER_COST_PER_MINUTE: "1000000000", MUSTER_MAX_CONNECTIONS: "20000", MUSTER_MAX_CONNECTIONS_PER_ADDRESS: "20000",
  };
  const db = new pg.Pool({ connectionString: url, max: 4 });
  db.on("error", () => {}); // on its way out, an idle connection may hear that the server stops; a query fails by itself
  const [sockets, requests, incidents] = await Promise.all([Worker.start("load/sockets.js"), Worker.start("load/requests.js"), seed(env, db)]);
  return {
    db, incidents, stage: incidents[0] ?? "", sockets, requests, env, isQuick, seconds: isQuick ? 0.3 : 2,
    rounds: (share) => rounds(isQuick ? QUICK_ROUNDS : FULL_ROUNDS, share * (isQuick ? QUICK_MS : FULL_MS)),
    async stop() {
      await Promise.all([sockets.stop(), requests.stop()]);
      await db.end();
      await own?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function* rounds(most: number, ms: number): Iterable<number> {
  const began = clock();
  for (let round = 1; round <= most; round++) {
    yield round;
    const spent = clock() - began;
    if (spent + spent / round > ms) return;
  }
}
