import { ClockEntity } from "../../entities/clock.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { type Deadlines, dueBy } from "../due.ts";
import * as policies from "../policy/index.ts";
import { columnsOf } from "../rows.ts";
import { appendAll, type Appended } from "../timeline/record.ts";
import { type Happening, type Look, look } from "./look.rules.ts";
import { sayDue } from "./say.rules.ts";

export interface DueHappening {
  incidentId: string;
  /** As it was before. */
  clock: ClockEntity;
  what: Happening;
  at: Date;
}

/** What deadlines tell whom, within the transaction that notes them; the incidents are locked. */
export type OnDue = (tx: ServiceContext, happenings: readonly DueHappening[]) => Promise<void>;

type Claimed = ClockEntity & { nextAt: Date };
type Owner = Pick<IncidentEntity, "id" | "revision" | "policyVersion">;

/** Locked; by `now` they are due. */
interface Due {
  now: Date;
  clocks: Claimed[];
  owners: Map<string, Owner>;
}

/** A clock that cannot be acted on is tried again after this long; it is not to hold up the others. */
const ASIDE_MS = 60_000;

/** The clocks as deadlines: notes on the timeline what is at risk, overdue and silent, and hands it on. */
export function dueClocks(onDue: OnDue = async () => {}): Deadlines {
  const aside = new Map<string, number>();
  /** Failed once, as anything may when a connection is lost. */
  const suspects = new Set<string>();
  const failed = (id: string, now: Date) => {
    if (suspects.delete(id)) aside.set(id, now.getTime() + ASIDE_MS);
    else suspects.add(id);
  };
  return {
    name: "clocks",
    async upcoming({ db }, until, limit) {
      const rows: { at: Date }[] = await db.query("select next_at as at from clock where next_at <= $1 order by next_at limit $2", [until, limit]);
      return rows.map(({ at }) => at);
    },
    async apply(ctx, limit) {
      for (const [id, until] of aside) if (until <= ctx.now().getTime()) aside.delete(id);
      // Where a batch fails for one of its clocks, smaller ones are tried until that one is found.
      for (let size = limit; ; ) {
        let ids: string[] = [];
        try {
          return await inTransaction(ctx, async (tx) => {
            const due = await claim(tx, size, [...aside.keys()]);
            ids = due.clocks.map(({ id }) => id);
            if (ids.length > 0) await applyDue({ ...tx, now: () => due.now }, due, onDue);
            return ids.length;
          });
        } catch (error) {
          size = Math.ceil(ids.length / 2);
          if (ids.length > 1) continue;
          for (const id of ids) failed(id, ctx.now());
          throw error;
        }
      }
    },
  };
}

async function applyDue(tx: ServiceContext, { now, owners, clocks }: Due, onDue: OnDue): Promise<void> {
  const silences = new Map<number, number>();
  for (const { policyVersion } of owners.values()) if (!silences.has(policyVersion)) silences.set(policyVersion, (await policies.version(tx, policyVersion)).document.clocks.silenceAtLeast);
  const looks = clocks.map((clock) => {
    const owner = owners.get(clock.incidentId) as Owner;
    return { clock, owner, ...look(clock, now, silences.get(owner.policyVersion) ?? 0) };
  });
  const events = looks.flatMap(({ clock, owner, happened }) => happened.map(({ what, at }) => eventOf(clock, owner, what, at, now)));
  await appendAll(tx, events, (bind) => `moved as (${putting(looks, bind)})`);
  const told = looks.flatMap(({ clock, happened }) => happened.map((one) => ({ incidentId: clock.incidentId, clock, ...one })));
  // A deadline that moved after it was missed once is told of on the timeline only.
  await onDue(tx, told.filter(({ clock, what }) => what !== "BREACHED" || clock.breachedAt === null));
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
async function claim({ db, ...tx }: ServiceContext, limit: number, aside: readonly string[]): Promise<Due> {
  // By their keys, so that no plan reads all clocks or incidents, however many are due.
  const rows: (Claimed & { now: Date; revision: number; policyVersion: number })[] = await db.query(
    `select ${columnsOf({ db }, ClockEntity)}, incident.revision, incident.policy_version as "policyVersion", ${NOW} as now,
       (select set_config('idle_in_transaction_session_timeout', '${PATIENCE_MS}', true)) as patience
     from clock join incident on incident.id = clock.incident_id
     where clock.id = any(array(select id from clock where next_at <= ${NOW} and id <> all($2) order by next_at limit ${limit * CHOICE})) and clock.next_at <= ${NOW}
     limit ${limit} for no key update of incident, clock skip locked`,
    [dueBy(tx), aside],
  );
  const owners = new Map(rows.map(({ incidentId, revision, policyVersion }): [string, Owner] => [incidentId, { id: incidentId, revision, policyVersion }]));
  return { now: rows[0]?.now ?? tx.now(), owners, clocks: rows.sort((a, b) => Number(a.nextAt) - Number(b.nextAt) || Number(a.dueAt) - Number(b.dueAt)) };
}

function putting(looks: readonly ({ clock: ClockEntity } & Look)[], bind: (value: unknown) => string): string {
  const rows = looks.map(({ clock, breachedAt, nextAt }) => ({ id: clock.id, breached_at: breachedAt, next_at: nextAt }));
  return `update clock set breached_at = given.breached_at, next_at = given.next_at
    from jsonb_populate_recordset(null::clock, ${bind(JSON.stringify(rows))}::jsonb) given
    where clock.id = given.id and clock.id = any(${bind(rows.map(({ id }) => id))})`;
}

const eventOf = (clock: ClockEntity, incident: Owner, what: Happening, at: Date, now: Date): Appended => ({
  incident,
  happening: { kind: "CLOCK", occurredAt: at, summary: sayDue(clock, what, at, now), details: { clockId: clock.id, clock: clock.kind, what, at, dueAt: clock.dueAt } },
});
