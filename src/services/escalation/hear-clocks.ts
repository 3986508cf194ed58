import { ClockEntity } from "../../entities/clock.entity.ts";
import { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ClockKind, IncidentRole } from "../../entities/vocabulary.ts";
import { HUB } from "../access/actor.ts";
import { type DueHappening, sayDue } from "../clock/index.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { type Deadlines, dueBy } from "../due.ts";
import { changeOf } from "../incident/change.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { notify, type Notice } from "../notification/index.ts";
import { columnsOf } from "../rows.ts";
import { save, type Change } from "../timeline/record.ts";
import { hearCause } from "./hear-cause.ts";
import { inWorkingHours, noticesFor, titled } from "./people.ts";

/** As many incidents in one transaction: each pages and tells a good deal. */
const AT_ONCE = 20;

/** Leaves what clocks have brought up to be heard, in one statement for any number of them: whom it pages and tells takes longer than noting it. */
export async function hearClocks(tx: ServiceContext, happenings: readonly DueHappening[]): Promise<void> {
  const telling = happenings.filter(({ what }) => what !== "AT_RISK");
  if (telling.length === 0) return;
  const rows = telling.map(({ incidentId, clock, what, at }) => ({ clock_id: clock.id, incident_id: incidentId, what, at, noted_at: tx.now() }));
  await tx.db.query("insert into unheard_clock select * from jsonb_populate_recordset(null::unheard_clock, $1::jsonb) on conflict do nothing", [JSON.stringify(rows)]);
}

/** Pages and tells whom each breach and each silence concerns (product rules, section 5). */
export const unheardClocks: Deadlines = {
  name: "breaches",

  async upcoming({ db }, until, limit) {
    const rows: { at: Date }[] = await db.query("select noted_at as at from unheard_clock where noted_at <= $1 order by 1 limit $2", [until, limit]);
    return rows.map(({ at }) => at);
  },

  apply: (ctx, limit) =>
    inTransaction({ ...ctx, actor: HUB }, async (outer) => {
      const most = Math.min(limit, AT_ONCE);
      const incidents = await lockUnheard(outer, most);
      for (const { now, ...incident } of incidents) {
        const tx = { ...outer, now: () => now };
        const change = changeOf(tx, incident, now, null);
        for (const happening of await takeUnheard(tx, incident.id)) await hear(change, happening);
        await save(change);
      }
      return incidents.length < most ? incidents.length : limit;
    }),
};

function lockUnheard(tx: ServiceContext, limit: number): Promise<(IncidentEntity & { now: Date })[]> {
  return tx.db.query(
    `select ${columnsOf(tx, IncidentEntity)}, coalesce($1::timestamptz, statement_timestamp()) as now from incident
     where id in (select incident_id from unheard_clock order by noted_at limit $2) order by id for no key update of incident skip locked`, [dueBy(tx), limit]);
}

/** What was done meanwhile tells nobody. */
async function takeUnheard(tx: ServiceContext, incidentId: string): Promise<Unheard[]> {
  return tx.db.query(
    `with taken as (delete from unheard_clock where incident_id = $1 returning clock_id, what, at as instant)
     select taken.what, taken.instant, ${columnsOf(tx, ClockEntity)} from taken join clock on clock.id = taken.clock_id
     where clock.met_at is null and clock.stopped_at is null order by taken.instant, taken.what`, [incidentId]);
}

type Unheard = ClockEntity & { what: "BREACHED" | "NO_UPDATE"; instant: Date };

async function hear(change: Change, { what, instant, ...clock }: Unheard): Promise<void> {
  const why = sayDue(clock, what, instant, change.now);
  if (what === "NO_UPDATE") return void (await hearCause(change, { trigger: "NO_UPDATE", because: why }));
  if (clock.kind === "ACKNOWLEDGE" || clock.kind === "TRIAGE") return void (isOpen(change.incident) && (await hearCause(change, { trigger: "CLOCK_BREACHED", because: why })));
  if (clock.kind === "OWNERSHIP") {
    const lead = await noticesFor(change, ["INCIDENT_COMMANDER"], "PAGE");
    return void (await hearCause(change, { trigger: "OWNERSHIP_AMBIGUOUS", because: "Nobody owns the incident", people: lead, instead: true }));
  }
  await notify(change, why, await toldOf(change, clock));
}

async function toldOf(change: Change, clock: ClockEntity): Promise<Notice[]> {
  if (clock.kind === "RESOLVE") {
    const { executives } = await change.plan();
    return [...(await titled(change, executives, ["ENGINEERING_MANAGER"])).map((one): Notice => ({ ...one, kind: "TOLD" })), ...(await noticesFor(change, ["EXECUTIVE"], "TOLD"))];
  }
  const owner: Notice[] = clock.ownerId ? [{ responderId: clock.ownerId, kind: "TOLD", as: "owner of the promise" }] : [];
  const notices = [...(await noticesFor(change, TOLD[clock.kind] ?? [], "TOLD")), ...owner];
  return IN_WORKING_HOURS.includes(clock.kind) ? inWorkingHours(change, notices) : notices;
}

const COMMS: IncidentRole[] = ["CUSTOMER_COMMS", "COMMS"];

const TOLD: Partial<Record<ClockKind, IncidentRole[]>> = {
  FIRST_COMMUNICATION: ["INCIDENT_COMMANDER", ...COMMS],
  STATUS_PAGE: ["INCIDENT_COMMANDER", ...COMMS],
  NEXT_UPDATE: ["INCIDENT_COMMANDER", ...COMMS],
  POST_MORTEM: ["ENGINEERING_LEAD"],
  RESOLUTION_EMAIL: COMMS,
  CSM_CALL: ["CS_LEAD"],
  REGRESSION_WATCH: ["INCIDENT_COMMANDER"],
  RESOLUTION_NOTICE: COMMS,
  EXECUTIVE_APOLOGY: ["CS_LEAD"],
};

const IN_WORKING_HOURS: readonly ClockKind[] = ["POST_MORTEM", "CSM_CALL", "EXECUTIVE_APOLOGY"];
