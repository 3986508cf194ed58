import { v7 as uuid } from "uuid";
import { IncidentEntity } from "../../entities/incident.entity.ts";
import type { IncidentSource, Severity } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { refuseOutside } from "../access/binding.ts";
import { about, noteChange } from "../audit/act.ts";
import * as clocks from "../clock/index.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { firstPage } from "../escalation/first-page.ts";
import { once } from "../idempotency/once.ts";
import * as impact from "../impact/index.ts";
import { given, LIMITS, optionalText, text } from "../input.ts";
import * as plans from "../plan/index.ts";
import * as policies from "../policy/index.ts";
import { assessmentOf, hearDecision, withoutRevenue } from "../severity/index.ts";
import { insert } from "../rows.ts";
import { record, save, type Change } from "../timeline/record.ts";
import { changeOf, refuseFuture } from "./change.ts";
import { fillTemplate, referenceOf } from "./incident.rules.ts";
import { get } from "./incident.store.ts";
import { oweAfterwards } from "./owed.ts";
import { startOwnership } from "./ownership.ts";

export interface DeclareIncident {
  title: string;
  description?: string | null;
  source: IncidentSource;
  serviceSlug?: string | null;
  ownerTeamSlug?: string | null;
  severity?: Severity | null;
  reason?: string | null;
  impact?: impact.StatedImpact | null;
  affectedCustomerExternalIds?: string[] | null;
  detectedAt?: Date | null;
  drill?: boolean | null;
  private?: boolean | null;
  recurrenceOfId?: string | null;
  idempotencyKey?: string | null;
  actorLabel?: string | null;
}

/**
 * Opens an incident: number, channel, severity from what is known, the plan at work, the first clocks. All of it or,
 * where something is refused, nothing.
 */
export function declare(ctx: ServiceContext, input: DeclareIncident): Promise<IncidentEntity> {
  authorise(ctx, "incident:write");
  return inTransaction(ctx, (tx) => once(tx, "declareIncident", input, () => declareWithin(tx, input)));
}

/** The same inside a transaction that is more than the declaration, such as a split. `with` sets what no client may. */
export async function declareWithin(tx: ServiceContext, input: DeclareIncident, { parentId = null }: { parentId?: string | null } = {}): Promise<IncidentEntity> {
  const incident = { ...(await begin(tx, input)), parentId };
  const change = changeOf(tx, incident, tx.now(), optionalText("actorLabel", input.actorLabel, LIMITS.name));
  if (input.impact) impact.stateImpact(change, input.impact);
  await setFirst(change, (await assessmentOf(change)).severity);
  await nameIt(change);
  await insert(tx, IncidentEntity, [incident]);
  Object.assign(change.before, incident);
  about(tx, `incident/${incident.id}`);
  await work(change, input);
  await save(change);
  noteChange(tx, `incident/${incident.id}`, null, incident);
  return incident;
}

/** The row as it begins, before anything is weighed. */
async function begin(tx: ServiceContext, input: DeclareIncident): Promise<IncidentEntity> {
  const now = tx.now();
  const policy = await policies.current(tx);
  const service = given(input.serviceSlug) ? await bySlug(tx, "service", input.serviceSlug, "serviceSlug") : null;
  const team = given(input.ownerTeamSlug) ? await bySlug(tx, "team", input.ownerTeamSlug, "ownerTeamSlug") : null;
  const detectedAt = input.detectedAt ?? now;
  refuseFuture("detectedAt", detectedAt, now, policy.document.clockTolerance);
  const earlier = given(input.recurrenceOfId) ? await get(tx, input.recurrenceOfId, "recurrenceOfId") : null;
  if (earlier && earlier.detectedAt > detectedAt) throw invalid("recurrenceOfId", "A recurrence points at an earlier incident");
  const ownerTeamId = team?.id ?? service?.ownerTeamId ?? null;
  refuseOutside(tx, { serviceId: service?.id ?? null, ownerTeamId });
  return {
    id: uuid(), reference: "", title: text("title", input.title, LIMITS.title),
    description: optionalText("description", input.description, LIMITS.note),
    status: "DETECTED", revision: 0, reopenCount: 0, source: input.source, drill: input.drill ?? false, private: input.private ?? false,
    declaredBy: tx.actor.responderId ?? tx.actor.id, serviceId: service?.id ?? null, ownerTeamId, commanderId: null,
    strategy: null, causeClass: null, rootCause: null, mitigationProgress: null,
    severity: "SEV3", severityProvisional: true, proposedSeverity: null, severityReasons: [], severityBaseline: null, severityHistory: [],
    policyVersion: policy.version, planVersion: 1,
    detectedAt, declaredAt: now, triagedAt: null, mitigatingAt: null, resolvedAt: null, closedAt: null, cancelledAt: null, updatedAt: now, eta: null,
    channel: "", bridgeUrl: null,
    customersStated: null, customersRange: null, customersCounted: 0, strategicAffected: 0, revenueAtRisk: [], revenueAtRiskTotal: "0",
    revenueCurrency: policy.document.currency, customersBaseline: null, impactDescription: null, directOutreachReason: null, featureState: null, workaround: null,
    dataLossRisk: false, expanding: false,
    postMortemRequested: false, postMortemOwed: false, verification: null, handOffNote: null, cancelRequestedBy: null,
    parentId: null, mergedIntoId: null, recurrenceOfId: earlier?.id ?? null,
  };
}

/** From what is known, or by the word of whoever declares. No event of its own: nothing has changed yet. */
async function settleSeverity(change: Change, { severity, reason }: DeclareIncident): Promise<string> {
  const assessment = await assessmentOf(change);
  change.incident.severityReasons = assessment.reasons;
  optionalText("reason", reason, LIMITS.note);
  const because = severity ? await hearDecision(change, severity, reason) : withoutRevenue(assessment.reasons[0]!).because;
  await setFirst(change, severity ?? assessment.severity);
  return because;
}

async function setFirst({ tx, incident }: Change, severity: Severity): Promise<void> {
  if (incident.severityHistory.length > 0 && incident.severity === severity) return;
  incident.severity = severity;
  incident.severityHistory = [{ severity, from: incident.declaredAt.toISOString() }];
  incident.planVersion = (await plans.newest(tx, severity)).version;
}

async function work(change: Change, input: DeclareIncident): Promise<void> {
  const { incident, now } = change;
  if (await impact.addCustomers(change, "affectedCustomerExternalIds", input.affectedCustomerExternalIds)) await impact.recount(change);
  const because = await settleSeverity(change, input);
  const { detectedAt, declaredAt } = incident;
  const said = `Incident created, ${incident.severity.replace("SEV", "Sev")} declared`;
  record(change, { kind: "DECLARED", summary: said, details: { severity: incident.severity, because, source: incident.source, detectedAt } });
  if (input.impact || incident.customersCounted > 0) await impact.noteImpact(change, impact.inWords(change), { said: input.impact, ...(incident.customersCounted > 0 && { source: "LIST" }) });
  if (incident.recurrenceOfId) record(change, { kind: "LINKED", summary: "A recurrence of an earlier incident", details: { recurrenceOfId: incident.recurrenceOfId } });
  const plan = await change.plan();
  await clocks.start(change, [
    { kind: "ACKNOWLEDGE", from: declaredAt, due: plan.acknowledgeWithin },
    { kind: "TRIAGE", from: detectedAt, due: plan.triageWithin },
    { kind: "RESOLVE", from: detectedAt, due: plan.resolveWithin },
  ]);
  await startOwnership({ ...change, now });
  await plans.applyPlan(change, plan);
  await firstPage(change, `Declared ${incident.severity}`);
  await oweAfterwards(change);
}

/** Last before the row is written, since all declarations of a day wait for the one that has its number. */
async function nameIt({ tx, incident, policy }: Change): Promise<void> {
  const { channelTemplate } = (await policy()).document;
  incident.reference = referenceOf(incident.detectedAt, await numberOf(tx, incident.detectedAt));
  incident.channel = fillTemplate(channelTemplate, incident.reference);
}

/** UTC day of detection, counted up under the day's row lock: never twice, and no number is lost to a refusal. */
async function numberOf({ db }: ServiceContext, detectedAt: Date): Promise<number> {
  const [{ last }] = await db.query(
    "insert into incident_day values ($1, 1) on conflict (day) do update set last = incident_day.last + 1 returning last",
    [detectedAt.toISOString().slice(0, 10)],
  );
  return last;
}

async function bySlug({ db }: ServiceContext, table: "service" | "team", slug: string, field: string): Promise<{ id: string; ownerTeamId?: string }> {
  const owner = table === "service" ? `, owner_team_id as "ownerTeamId"` : "";
  const [row] = await db.query(`select id${owner} from ${table} where slug = $1`, [slug]);
  if (!row) throw notFound(`${table} "${slug}"`, field);
  return row;
}
