import type { Asks } from "../channels/http-outcome.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Deadlines } from "../services/due.ts";
import * as clocks from "../services/clock/index.ts";
import * as escalations from "../services/escalation/index.ts";
import * as followUps from "../services/follow-up/index.ts";
import * as heartbeats from "../services/heartbeat/index.ts";
import * as outreach from "../services/outreach/index.ts";
import * as statusEntries from "../services/status-entry/index.ts";
import * as statusTellings from "../services/status-telling/index.ts";
import { crmWay } from "../channels/crm.ts";
import { crmPuller } from "../workers/crm-puller.ts";
import { DueWatch } from "../workers/due-watch.ts";
import { Courier } from "../workers/courier/courier.ts";
import { OutboundHeartbeat } from "../workers/outbound-heartbeat.ts";
import { Retention } from "../workers/retention.ts";
import { sealer } from "../workers/sealer.ts";
import { Watchdog } from "../workers/watchdog.ts";
import type { Doorbell } from "../realtime/doorbell.ts";
import type { Logger } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** A loop that runs beside the requests. */
export interface Worker {
  start(): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

interface Background extends Pick<Worker, "stop"> {
  /** Takes nothing more out of the outbox, and waits for what is being sent. Before anything is cut off. */
  stopSending(): Promise<void>;
}

/** Whatever the hub acts upon by itself as its time comes. */
const deadlines = (): Deadlines[] => [clocks.dueClocks(escalations.hearClocks), escalations.unheardClocks, escalations.dueSteps, heartbeats.silences(), statusEntries.dueMaintenances, statusTellings.reminders, statusTellings.tellings, followUps.mailings, outreach.acceptances, outreach.watchedMailings];

interface Surroundings {
  log: Logger;
  doorbell: Doorbell;
  metrics: Metrics;
  /** Whether it acts on deadlines; a test that moves the clock may do that by itself. */
  keepsDeadlines: boolean;
  /** There is to finish what is under way. */
  shutdownMs: number;
  /** Whether it sends what is in the outbox. */
  sendsDeliveries: boolean;
  /** What it calls while it does its work. */
  heartbeatUrl?: string | undefined;
  client: Asks;
  /** Whatever else runs beside the requests. */
  others: readonly Worker[];
}

/** Starts all that the hub does on nobody's behalf. Every hub of a cluster runs it all; they share the work over the database. */
export function startBackground(system: ServiceContext, { log, doorbell, metrics, keepsDeadlines, sendsDeliveries, shutdownMs, heartbeatUrl, client, others }: Surroundings): Background {
  const failing = (what: string) => (error: unknown) => log.warn({ err: error }, what);
  const watch = new DueWatch({
    ctx: system,
    sources: keepsDeadlines ? deadlines() : [],
    attach: (ring) => doorbell.attach(null, ring),
    onApplied: (...applied) => metrics.deadlines.applied(...applied),
    onError: (source, error) => failing(`deadlines of ${source} could not be applied`)(error),
  });
  metrics.deadlines.watch(() => watch.standing);
  const watchdog = new Watchdog({ ctx: system, onWatched: (watched) => metrics.escalations.watched(watched), onError: failing("the watchdog could not look") });
  const courier = sendsDeliveries ? new Courier({
    ctx: system, shutdownMs, onUndeliverable: escalations.hearUndeliverable, onAttempt: (attempt) => metrics.deliveries.attempted(attempt), onError: failing("deliveries could not be claimed or recorded"),
  }) : null;
  const workers: Worker[] = [
    new Retention({ ...system, onError: failing("what is kept for a time only could not be forgotten") }),
    sealer({ ...system, onError: failing("the audit log could not be sealed") }),
    ...others,
    watch,
    watchdog,
    ...(courier ? [courier] : []),
    ...(keepsDeadlines ? [crmPuller({ ctx: system, ask: crmWay(client), onError: failing("accounts could not be pulled from a CRM") })] : []),
    ...(heartbeatUrl ? [new OutboundHeartbeat({ url: heartbeatUrl, client, isContent: watchdog.isContent, onError: failing("the heartbeat's listener did not hear this hub") })] : []),
  ];
  for (const worker of workers) worker.start();
  return { stopSending: async () => courier?.stop(), stop: async () => void (await Promise.all(workers.map((worker) => worker.stop()))) };
}
