import { v7 as uuid } from "uuid";
import { ClockEntity } from "../../entities/clock.entity.ts";
import type { ClockKind } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { insert, select } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import { after, atRiskAt } from "./clock.rules.ts";

const OPEN = "met_at is null and stopped_at is null";

export interface NewClock {
  kind: ClockKind;
  from: Date;
  /** Seconds, or the very instant. */
  due: number | Date;
  subject?: string | null;
  promised?: boolean;
  /** Kept before it was written. */
  metAt?: Date | null;
}

/** Begins clocks, one row per promise. */
export async function start({ tx, incident, now, policy }: Change, promises: NewClock[]): Promise<void> {
  if (promises.length === 0) return;
  const { atRiskFrom } = (await policy()).document.clocks;
  const rows = promises.map(({ kind, from, due, subject = null, promised = false, metAt = null }) => {
    const dueAt = typeof due === "number" ? after(from, due) : due;
    return {
      id: uuid(), incidentId: incident.id, kind, subject, startedAt: from, dueAt, atRiskAt: atRiskAt(from, dueAt, atRiskFrom),
      promised, metAt, breachedAt: null, stoppedAt: null, stopReason: null, writtenAt: now, nextAt: metAt ? null : dueAt, planVersion: incident.planVersion,
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

/** Meets what is open of these kinds at `at`; one that was due before keeps its breach beside it. */
export async function meet({ tx, incident }: Pick<Change, "tx" | "incident">, kinds: readonly ClockKind[], at: Date, subject: string | null = null): Promise<void> {
  await tx.db.query(
    `update clock set met_at = $3, next_at = null, breached_at = coalesce(breached_at, case when $3 > due_at then due_at end)
     where incident_id = $1 and kind = any($2) and ${OPEN} and ($4::text is null or subject = $4)`,
    [incident.id, kinds, at, subject],
  );
}

/** Lets promises go that no longer apply; all that are open, if no kinds are named. Returns what was let go. */
export async function stop({ tx, incident, at }: Pick<Change, "tx" | "incident" | "at">, reason: string, kinds?: readonly ClockKind[]): Promise<ClockKind[]> {
  const [rows] = await tx.db.query(
    `update clock set stopped_at = $3, stop_reason = $4, next_at = null
     where incident_id = $1 and ($2::text[] is null or kind = any($2)) and ${OPEN} returning kind`,
    [incident.id, kinds ?? null, at, reason],
  );
  return rows.map(({ kind }: { kind: ClockKind }) => kind);
}

/** All clocks of each incident, in the order they began. */
export async function clocksOf(ctx: ServiceContext, incidentIds: string[]): Promise<Map<string, ClockEntity[]>> {
  const rows = await select(ctx, ClockEntity, "where incident_id = any($1) order by started_at, due_at, id", [incidentIds]);
  return listsByKey(rows, (clock) => clock.incidentId);
}
