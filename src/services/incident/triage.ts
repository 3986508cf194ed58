import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { CauseClass, Severity, Strategy } from "../../entities/vocabulary.ts";
import * as clocks from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { heed } from "../escalation/heed.ts";
import * as impact from "../impact/index.ts";
import { given, LIMITS, optionalText } from "../input.ts";
import { assign } from "../role/index.ts";
import { decideSeverity } from "../severity/index.ts";
import type { Change } from "../timeline/record.ts";
import { changeIncident, type ChangeInput } from "./change.ts";
import { move, refuseIllegal } from "./move.ts";
import { giveTo, isOwned } from "./ownership.ts";
import { oweAfterwards } from "./owed.ts";

export interface TriageIncident extends ChangeInput {
  severity?: Severity | null;
  reason?: string | null;
  ownerTeamSlug?: string | null;
  commanderId?: string | null;
  impact?: impact.StatedImpact | null;
  strategy?: Strategy | null;
  causeClass?: CauseClass | null;
}

/** Takes the incident on: severity, owner and a first word on the impact, of which each may come with the triage. */
export function triage(ctx: ServiceContext, input: TriageIncident): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "triageIncident", lifecycle: true }, input, (change) => triageWithin(change, input));
}

export async function triageWithin(change: Change, input: Omit<TriageIncident, keyof ChangeInput>): Promise<void> {
  const { incident } = change;
  refuseIllegal(change, "TRIAGED");
  optionalText("reason", input.reason, LIMITS.note);
  // Before the commander accepts, which acknowledges at the hub's time: the triage may have been earlier.
  await clocks.meet(change, ["ACKNOWLEDGE"], change.at);
  await heed(change, change.tx.actor.responderId);
  if (given(input.ownerTeamSlug)) await giveTo(change, input.ownerTeamSlug, "ownerTeamSlug");
  if (given(input.commanderId)) await assign(change, { role: "INCIDENT_COMMANDER", responderId: input.commanderId, accepted: true, field: "commanderId" });
  if (input.impact) await impact.noteImpact(change, impact.stateImpact(change, input.impact), { said: input.impact });
  if (!(await isOwned(change))) throw invalid("ownerTeamSlug", "Triage needs an owner: a team that is no catch-all, or a commander", { missing: "owner" });
  if (!impact.isStated(incident)) throw invalid("impact", "Triage needs a first statement of the impact", { missing: "impact" });
  incident.severityProvisional = false;
  if (input.severity) await decideSeverity(change, input.severity, input.reason);
  incident.strategy = input.strategy ?? incident.strategy;
  incident.causeClass = input.causeClass ?? incident.causeClass;
  move(change, "TRIAGED", `Triaged as ${incident.severity}`, { severity: incident.severity, strategy: incident.strategy, causeClass: incident.causeClass });
  await stampTriage(change);
  await oweAfterwards(change);
}

/** Triage meets its own clocks and starts those of the communications. DETECTED -> MITIGATING stamps it too. */
export async function stampTriage(change: Change): Promise<void> {
  const { incident, at } = change;
  incident.triagedAt = at;
  incident.severityProvisional = false;
  if (impact.isStated(incident)) incident.customersBaseline = impact.affectedBy(incident);
  await clocks.meet(change, ["TRIAGE", "ACKNOWLEDGE"], at);
  await heed(change, change.tx.actor.responderId);
  await startTelling(change, at);
}

/** The clocks of the first word to customers, from `from`; met already where that word went out before. */
export async function startTelling(change: Change, from: Date): Promise<void> {
  const { tx, incident } = change;
  const { firstCommunicationWithin, statusPageWithin } = await change.plan();
  const told: { at: Date; onPage: boolean | null }[] = incident.reopenCount > 0 ? [] : await tx.db.query(
    `select published_at as at, audience = 'STATUS_PAGE' or channel = any($2) as "onPage" from communication
     where incident_id = $1 and state in ('PUBLISHED', 'SUPERSEDED') and audience not in ('INTERNAL', 'EXECUTIVES') order by 1`,
    [incident.id, (await change.policy()).document.statusPageFallbacks],
  );
  await clocks.start(change, [
    { kind: "FIRST_COMMUNICATION", from, due: firstCommunicationWithin, metAt: told[0]?.at ?? null },
    ...(statusPageWithin === null || incident.directOutreachReason !== null ? [] : [{ kind: "STATUS_PAGE" as const, from, due: statusPageWithin, metAt: told.find(({ onPage }) => onPage)?.at ?? null }]),
  ]);
}
