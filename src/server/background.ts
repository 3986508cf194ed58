import type { Asks } from "../channels/http-outcome.ts";
import type { ServiceContext } from "../services/context.ts";
import { noteUndeliverable } from "../services/delivery/index.ts";
import { Courier } from "../workers/courier/courier.ts";
import { OutboundHeartbeat } from "../workers/outbound-heartbeat.ts";
import { Retention } from "../workers/retention.ts";
import { Sealer } from "../workers/sealer.ts";
import type { Logger } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** A loop that runs beside the requests. */
interface Worker {
  start(): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

interface Conditions {
  log: Logger;
  shutdownTimeoutSeconds: number;
  /** Whether it sends what is in the outbox. */
  sendsDeliveries?: boolean;
  /** What it calls while it does its work. */
  heartbeatUrl?: string | undefined;
  client: Asks;
}

/** Starts all that the hub does on nobody's behalf. Every hub of a cluster runs it all; they share the work over the database. */
export function startBackground(system: ServiceContext, { log, shutdownTimeoutSeconds, sendsDeliveries = true, heartbeatUrl, client }: Conditions, { deliveries }: Metrics): Pick<Worker, "stop"> {
  const failing = (what: string) => (error: unknown) => log.warn({ err: error }, what);
  const workers: Worker[] = [
    new Retention({ ...system, onError: failing("what is kept for a time only could not be forgotten") }),
    new Sealer({ ...system, onError: failing("the audit log could not be sealed") }),
    ...(sendsDeliveries ? [new Courier({ ctx: system, shutdownMs: shutdownTimeoutSeconds * 1_000, onUndeliverable: noteUndeliverable, onAttempt: (attempt) => deliveries.attempted(attempt), onError: failing("deliveries could not be claimed or recorded") })] : []),
    ...(heartbeatUrl ? [new OutboundHeartbeat({ url: heartbeatUrl, client, isContent: () => answers(system), onError: failing("the heartbeat's listener did not hear this hub") })] : []),
  ];
  for (const worker of workers) worker.start();
  return { stop: async () => void (await Promise.all(workers.map((worker) => worker.stop()))) };
}

/** Whether the database does, without which a hub does nothing. */
const answers = async ({ db }: ServiceContext): Promise<boolean> => (await db.query("select 1")).length === 1;
