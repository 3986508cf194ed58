import type { ClockEntity } from "../../entities/clock.entity.ts";
import { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ClockKind, IncidentRole } from "../../entities/vocabulary.ts";
import { HUB } from "../access/actor.ts";
import { type DueHappening, sayDue } from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { changeOf } from "../incident/change.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { notify, type Notice } from "../notification/index.ts";
import { select } from "../rows.ts";
import { save, type Change } from "../timeline/record.ts";
import { hearCause } from "./hear-cause.ts";
import { inWorkingHours, noticesFor, titled } from "./people.ts";

/** Whom each breach tells (product rules, section 5). The incidents are locked already. */
export async function hearClocks(ctx: ServiceContext, happenings: readonly DueHappening[]): Promise<void> {
  const tx = { ...ctx, actor: HUB };
  const telling = happenings.filter(({ what }) => what !== "AT_RISK");
  const incidents = await select(tx, IncidentEntity, "where id = any($1) order by id", [[...new Set(telling.map(({ incidentId }) => incidentId))]]);
  for (const incident of incidents) {
    const change = changeOf(tx, incident, tx.now(), null);
    for (const happening of telling) if (happening.incidentId === incident.id) await hear(change, happening);
    await save(change);
  }
}

async function hear(change: Change, { clock, what, at }: DueHappening): Promise<void> {
  if (what === "NO_UPDATE") return void (await hearCause(change, { trigger: "NO_UPDATE", because: sayDue(clock, what, at, change.now) }));
  const why = sayDue(clock, what, at, change.now);
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
  const notices = await noticesFor(change, TOLD[clock.kind] ?? [], "TOLD");
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
};

const IN_WORKING_HOURS: readonly ClockKind[] = ["POST_MORTEM", "CSM_CALL"];
