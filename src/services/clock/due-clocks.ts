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
  const claimed = await claim(outer, limit);
  if (!claimed) return 0;
  const { owners, found, clocks } = claimed;
  const tx: ServiceContext = { ...outer, now: () => claimed.now };
  const looks = await Promise.all(clocks.map(async (clock) => {
    const owner = owners.get(clock.incidentId) as Owner;
    const { document } = await policies.version(tx, owner.policyVersion);
    return { clock, owner, ...look(clock, claimed.now, document.clocks.silenceAtLeast) };
  }));
  await put(tx, looks);
  await appendAll(tx, looks.flatMap(({ clock, owner, happened }) => happened.map(({ what, at }) => eventOf(clock, owner, what, at, claimed.now))));
  const told = looks.flatMap(({ clock, happened }) => happened.map((one) => ({ incidentId: clock.incidentId, clock, ...one })));
  // A deadline that moved after it was missed once is told of on the timeline only.
  await onDue(tx, told.filter(({ clock, what }) => what !== "BREACHED" || clock.breachedAt === null));
  return found;
}

/**
 * Locks the incidents of due clocks, past those that somebody else is at, and only then reads the clocks: a verb locks
 * in this order too, and what it has just met is due no more. `now` is the instant that "due" was compared with.
 */
async function claim(tx: ServiceContext, limit: number) {
  const locked: (Owner & { now: Date })[] = await tx.db.query(
    `select incident.id, incident.revision, incident.policy_version as "policyVersion", coalesce($1::timestamptz, statement_timestamp()) as now
     from clock join incident on incident.id = clock.incident_id
     where clock.next_at <= coalesce($1::timestamptz, statement_timestamp())
     order by clock.next_at limit $2 for no key update of incident skip locked`,
    [dueBy(tx), limit],
  );
  const [first] = locked;
  if (!first) return null;
  const { now } = first;
  const owners = new Map(locked.map((owner) => [owner.id, owner]));
  const rows: Claimed[] = await tx.db.query(
    `select ${columnsOf(tx, ClockEntity)} from clock where incident_id = any($1) and next_at <= $2 order by next_at, due_at, id`, [[...owners.keys()], now]);
  return { now, owners, found: locked.length, clocks: rows };
}

async function put({ db }: ServiceContext, looks: readonly ({ clock: ClockEntity } & Look)[]): Promise<void> {
  const rows = looks.map(({ clock, breachedAt, nextAt }) => ({ id: clock.id, breached_at: breachedAt, next_at: nextAt }));
  await db.query(
    `update clock set breached_at = given.breached_at, next_at = given.next_at
     from jsonb_populate_recordset(null::clock, $1::jsonb) given where clock.id = given.id`, [JSON.stringify(rows)]);
}

const eventOf = (clock: ClockEntity, incident: Owner, what: Due, at: Date, now: Date): Appended => ({
  incident,
  happening: { kind: "CLOCK", occurredAt: at, summary: sayDue(clock, what, at, now), details: { clockId: clock.id, clock: clock.kind, what, at, dueAt: clock.dueAt } },
});
