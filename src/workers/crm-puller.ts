import { setTimeout as delay } from "node:timers/promises";
import { v4 as uuid } from "uuid";
import type { ServiceContext } from "../services/context.ts";
import { type AskCrm, Interrupted, pullNext } from "../services/crm/index.ts";
import { Round } from "./round.ts";

export interface CrmPullerOptions {
  /** Of the hub itself. */
  ctx: ServiceContext;
  ask: AskCrm;
  /** Told of outages and bugs once, until it works again; what is wrong with a CRM stands in the run. */
  onError: (error: unknown) => void;
  everyMs?: number;
}

const EVERY_MS = 2_000;

/** Pulls accounts from CRMs as their time comes, or somebody asks. Any number of hubs look; one pulls. Stopped, it begins no further page; the next hub begins the pull anew. */
export function crmPuller({ ctx, ask, onError, everyMs = EVERY_MS }: CrmPullerOptions): Round {
  const by = uuid();
  const pull = async (ending: AbortSignal): Promise<number> => {
    const unlessEnding = <T>(work: Promise<T>) => unless(ending, work);
    const run = await pullNext(ctx, { by, ask: (url, headers) => unlessEnding(ask(url, headers)), wait: (ms) => unlessEnding(delay(ms, undefined, { ref: false })) });
    return run === null ? everyMs : 0;
  };
  return new Round({ everyMs, turn: pull, onError });
}

/** What the work comes to, unless the hub is to stop first. The listener goes with it: a long pull would leave thousands, each with a page in its hands. */
function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const interrupt = () => reject(new Interrupted());
    if (signal.aborted) interrupt();
    signal.addEventListener("abort", interrupt, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", interrupt));
  });
}
