import type { ServiceContext } from "../services/context.ts";
import { noteUndeliverable } from "../services/delivery/index.ts";
import { Courier } from "../workers/courier/courier.ts";
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

interface Background extends Pick<Worker, "stop"> {
  /** Takes nothing more out of the outbox, and waits for what is being sent. Before anything is cut off. */
  stopSending(): Promise<void>;
}

interface Conditions {
  log: Logger;
  shutdownTimeoutSeconds: number;
  /** Whether it sends what is in the outbox. */
  sendsDeliveries?: boolean;
}

/** Starts all that the hub does on nobody's behalf. Every hub of a cluster runs it all; they share the work over the database. */
export function startBackground(system: ServiceContext, { log, shutdownTimeoutSeconds, sendsDeliveries = true }: Conditions, { deliveries }: Metrics): Background {
  const failing = (what: string) => (error: unknown) => log.warn({ err: error }, what);
  const courier = sendsDeliveries ? new Courier({
    ctx: system, shutdownMs: shutdownTimeoutSeconds * 1_000, onUndeliverable: noteUndeliverable, onAttempt: (attempt) => deliveries.attempted(attempt), onError: failing("deliveries could not be claimed or recorded"),
  }) : null;
  const workers: Worker[] = [
    new Retention({ ...system, onError: failing("what is kept for a time only could not be forgotten") }),
    new Sealer({ ...system, onError: failing("the audit log could not be sealed") }),
    ...(courier ? [courier] : []),
  ];
  for (const worker of workers) worker.start();
  return { stopSending: async () => courier?.stop(), stop: async () => void (await Promise.all(workers.map((worker) => worker.stop()))) };
}
