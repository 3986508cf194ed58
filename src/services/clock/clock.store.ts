import { v7 as uuid } from "uuid";
import { ClockEntity } from "../../entities/clock.entity.ts";
import type { ClockKind } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { insert, select } from "../rows.ts";
import { type Change, record } from "../timeline/record.ts";
import { after, atRiskAt } from "./clock.rules.ts";
import { firstLook } from "./look.rules.ts";
import { sayWithdrawn } from "./say.rules.ts";

const OPEN = "met_at is null and stopped_at is null";

export interface NewClock {
  kind: ClockKind;
  from: Date;
  /** Seconds, or the very instant. */
  due: number | Date;
  subject?: string | null;
  /** Who is to keep it, where that is one person. */
  ownerId?: string | null;
  promised?: boolean;
  /** Kept before it was written. */
  metAt?: Date | null;
}

/** Begins clocks, one row per promise. */
export async function start({ tx, incident, now, policy }: Change, promises: NewClock[]): Promise<void> {
  if (promises.length === 0) return;
  const { atRiskFrom, judgedAfter } = (await policy()).document.clocks;
  const rows = promises.map(({ kind, from, due, subject = null, ownerId = null, promised = false, metAt = null }) => {
    const dueAt = typeof due === "number" ? after(from, due) : due;
    const span = { dueAt, atRiskAt: atRiskAt(from, dueAt, atRiskFrom) };
    return {
      id: uuid(), incidentId: incident.id, kind, subject, ownerId, startedAt: from, ...span, promised, metAt, breachedAt: null, stoppedAt: null, stopReason: null,
      writtenAt: now, nextAt: metAt ? null : firstLook(span, now, judgedAfter), planVersion: incident.planVersion,
    };
  });
  await insert(tx, ClockEntity, rows);
}

/** The open clocks of these kinds (all, if none is named), oldest first. */
export function open({ tx, incident }: Pick<Change, "tx" | "incident">, kinds?: readonly ClockKind[]): Promise<ClockEntity[]> {
  return select(tx, ClockEntity, `where incident_id = $1 and ${OPEN} and ($2::text[] is null or kind = any($2)) order by started_at, id`, [
    incident.id, kinds ?? null,
  ]);
}

/**
 * Meets what is open of these kinds at `at`. One that was due before keeps its breach beside it; one whose breach was
 * noticed although it had been done in time, as is said only now, loses it again, and the timeline tells. Of all subjects, or
 * those that are named. Returns how many it met.
 */
export async function meet(change: Change, kinds: readonly ClockKind[], at: Date, subjects: readonly string[] | null = null): Promise<number> {
  const [rows] = await change.tx.db.query(
    `update clock set met_at = $3, next_at = null, breached_at = case when $3 > old.breached_at then old.breached_at when $3 > clock.due_at then clock.due_at end
     from clock old where old.id = clock.id and clock.incident_id = $1 and clock.kind = any($2) and clock.met_at is null and clock.stopped_at is null
       and ($4::text[] is null or clock.subject = any($4))
     returning clock.id, clock.kind, old.breached_at as "breachedAt"`,
    [change.incident.id, kinds, at, subjects],
  );
  tellWithdrawn(change, rows, at);
  return rows.length;
}

/** Lets promises go that no longer apply; all that are open, if no kinds are named, of one subject, if that is. Returns what was let go. */
export async function stop(change: Change, reason: string, kinds?: readonly ClockKind[], subject: string | null = null): Promise<ClockKind[]> {
  const [rows] = await change.tx.db.query(
    `update clock set stopped_at = $3, stop_reason = $4, next_at = null, breached_at = case when $3 > old.breached_at then old.breached_at end
     from clock old where old.id = clock.id and clock.incident_id = $1 and ($2::text[] is null or clock.kind = any($2))
       and clock.met_at is null and clock.stopped_at is null and ($5::text is null or clock.subject = $5)
     returning clock.id, clock.kind, old.breached_at as "breachedAt"`,
    [change.incident.id, kinds ?? null, change.at, reason, subject],
  );
  tellWithdrawn(change, rows, change.at);
  return rows.map(({ kind }: Noticed) => kind);
}

type Noticed = Pick<ClockEntity, "id" | "kind" | "breachedAt">;

function tellWithdrawn(change: Change, clocks: readonly Noticed[], at: Date): void {
  for (const { id, kind, breachedAt } of clocks) {
    if (breachedAt && at <= breachedAt) record(change, { kind: "CLOCK", summary: sayWithdrawn(kind, breachedAt, at), details: { clockId: id, clock: kind, what: "WITHDRAWN", at: breachedAt } });
  }
}

/** All clocks of each incident, in the order they began. */
export async function clocksOf(ctx: ServiceContext, incidentIds: string[]): Promise<Map<string, ClockEntity[]>> {
  const rows = await select(ctx, ClockEntity, "where incident_id = any($1) order by started_at, due_at, id", [incidentIds]);
  return listsByKey(rows, (clock) => clock.incidentId);
}
