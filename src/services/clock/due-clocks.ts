import { ClockEntity } from "../../entities/clock.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { type Deadlines, dueBy } from "../due.ts";
import * as policies from "../policy/index.ts";
import { columnsOf } from "../rows.ts";
import { appendAll, type Appended } from "../timeline/record.ts";
import { type Due, type Look, look } from "./look.rules.ts";
import { sayDue } from "./say.rules.ts";

export interface DueHappening {
  incidentId: string;
  /** As it was before. */
  clock: ClockEntity;
  what: Due;
  at: Date;
}

/** What deadlines tell whom, within the transaction that notes them; the incidents are locked. */
export type OnDue = (tx: ServiceContext, happenings: readonly DueHappening[]) => Promise<void>;

type Claimed = ClockEntity & { nextAt: Date };
type Owner = Pick<IncidentEntity, "id" | "revision" | "policyVersion">;

/** The clocks as deadlines: notes on the timeline what is at risk, overdue and silent, and hands it on. */
export const dueClocks = (onDue: OnDue = async () => {}): Deadlines => ({
  name: "clocks",
  upcoming: async ({ db }, until, limit) => {
    const rows: { at: Date }[] = await db.query("select next_at as at from clock where next_at <= $1 order by next_at limit $2", [until, limit]);
    return rows.map(({ at }) => at);
  },
  apply: (ctx, limit) => inTransaction(ctx, (tx) => applyDue(tx, limit, onDue)),
});

async function applyDue(outer: ServiceContext, limit: number, onDue: OnDue): Promise<number> {
  const { now, owners, clocks } = await claim(outer, limit);
  if (clocks.length === 0) return 0;
  const tx: ServiceContext = { ...outer, now: () => now };
  const looks = await Promise.all(clocks.map(async (clock) => {
    const owner = owners.get(clock.incidentId) as Owner;
    const { document } = await policies.version(tx, owner.policyVersion);
    return { clock, owner, ...look(clock, now, document.clocks.silenceAtLeast) };
  }));
  const events = looks.flatMap(({ clock, owner, happened }) => happened.map(({ what, at }) => eventOf(clock, owner, what, at, now)));
  await appendAll(tx, events, (bind) => `moved as (${putting(looks, bind)})`);
  const told = looks.flatMap(({ clock, happened }) => happened.map((one) => ({ incidentId: clock.incidentId, clock, ...one })));
  // A deadline that moved after it was missed once is told of on the timeline only.
  await onDue(tx, told.filter(({ clock, what }) => what !== "BREACHED" || clock.breachedAt === null));
  return clocks.length;
}

/** Of so many that are due longest, as a multiple of the limit, those are taken that nobody else is at. */
const CHOICE = 3;
/** A hub that stands still in the midst of it lets go after this long. */
const PATIENCE_MS = 3_000;
const NOW = "coalesce($1::timestamptz, statement_timestamp())";

/**
 * Locks due clocks, each behind its incident, as verbs lock them (the order of the names after `of`), and past those
 * that somebody else is at; so it never waits. What a verb has just met is looked at once more when it is locked, and is
 * due no more. `now` is the instant that "due" was compared with.
 */
async function claim({ db, ...tx }: ServiceContext, limit: number) {
  // By their keys, so that no plan reads all clocks or incidents, however many are due.
  const rows: (Claimed & { now: Date; revision: number; policyVersion: number })[] = await db.query(
    `select ${columnsOf({ db }, ClockEntity)}, incident.revision, incident.policy_version as "policyVersion", ${NOW} as now,
       (select set_config('idle_in_transaction_session_timeout', '${PATIENCE_MS}', true)) as patience
     from clock join incident on incident.id = clock.incident_id
     where clock.id = any(array(select id from clock where next_at <= ${NOW} order by next_at limit ${limit * CHOICE})) and clock.next_at <= ${NOW}
     limit ${limit} for no key update of incident, clock skip locked`,
    [dueBy(tx)],
  );
  const owners = new Map(rows.map(({ incidentId, revision, policyVersion }): [string, Owner] => [incidentId, { id: incidentId, revision, policyVersion }]));
  return { now: rows[0]?.now ?? tx.now(), owners, clocks: rows.sort((a, b) => Number(a.nextAt) - Number(b.nextAt) || Number(a.dueAt) - Number(b.dueAt)) };
}

function putting(looks: readonly ({ clock: ClockEntity } & Look)[], bind: (value: unknown) => string): string {
  const rows = looks.map(({ clock, breachedAt, nextAt }) => ({ id: clock.id, breached_at: breachedAt, next_at: nextAt }));
  return `update clock set breached_at = given.breached_at, next_at = given.next_at
    from jsonb_populate_recordset(null::clock, ${bind(JSON.stringify(rows))}::jsonb) given where clock.id = given.id`;
}

const eventOf = (clock: ClockEntity, incident: Owner, what: Due, at: Date, now: Date): Appended => ({
  incident,
  happening: { kind: "CLOCK", occurredAt: at, summary: sayDue(clock, what, at, now), details: { clockId: clock.id, clock: clock.kind, what, at, dueAt: clock.dueAt } },
});
