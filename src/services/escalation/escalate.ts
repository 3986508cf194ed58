import { v7 as uuid } from "uuid";
import { EscalationEntity } from "../../entities/escalation.entity.ts";
import type { EscalationTrigger } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { LIMITS, optionalText, text } from "../input.ts";
import { selectOne } from "../rows.ts";
import { record } from "../timeline/record.ts";

export interface EscalateIncident extends ChangeInput {
  trigger: EscalationTrigger;
  reason: string;
  customerExternalId?: string | null;
  requestId?: string | null;
}

/** What a person or an integration may ask for; the other triggers are the hub's own. */
const ASKED: readonly EscalationTrigger[] = ["MANUAL", "STRATEGIC_REQUEST"];

/** Begins the incident's escalation, or joins the running one as evidence: there is one at a time (product rules, section 6). */
export function escalate(ctx: ServiceContext, input: EscalateIncident): Promise<EscalationEntity> {
  return changeIncident(ctx, { name: "escalateIncident" }, input, async (change) => {
    const { tx, incident, now } = change;
    if (!isOpen(incident)) throw conflict(`The incident is ${incident.status}`);
    if (!ASKED.includes(input.trigger)) throw invalid("trigger", `${input.trigger} is raised by the hub; ask with MANUAL or STRATEGIC_REQUEST`);
    const evidence = await evidenceOf(tx, input);
    const running = await selectOne(tx, EscalationEntity, "where incident_id = $1 and acknowledged_at is null and stopped_at is null", [incident.id]);
    const escalation: EscalationEntity = running
      ? { ...running, evidence: [...running.evidence, evidence] }
      : {
          id: uuid(), incidentId: incident.id, trigger: input.trigger, level: 1, ladder: [], top: 1, evidence: [evidence], startedAt: now, climbedAt: now,
          nextStepAt: null, acknowledgedAt: null, acknowledgedById: null, stoppedAt: null, stopReason: null,
        };
    await tx.db.upsert(EscalationEntity, escalation, ["id"]);
    record(change, { kind: "ESCALATION", summary: evidence, details: { trigger: input.trigger, escalationId: escalation.id, joined: running !== null } });
    return () => escalation;
  });
}

async function evidenceOf({ db }: ServiceContext, { trigger, reason, customerExternalId, requestId }: EscalateIncident): Promise<string> {
  const why = text("reason", reason, LIMITS.note);
  const account = optionalText("customerExternalId", customerExternalId, LIMITS.key);
  const ticket = optionalText("requestId", requestId, LIMITS.name);
  if (trigger === "MANUAL") return `Escalated: ${why}`;
  if (!account) throw invalid("customerExternalId", "STRATEGIC_REQUEST names the customer who asked");
  if (!ticket) throw invalid("requestId", "STRATEGIC_REQUEST names the ticket");
  const [customer] = await db.query("select name, strategic from customer where external_id = $1", [account]);
  if (!customer) throw notFound(`customer "${account}"`, "customerExternalId");
  if (!customer.strategic) throw invalid("customerExternalId", `${customer.name} is no strategic account; escalate with MANUAL`);
  return `A strategic account asked (${account}, ${ticket}): ${why}`;
}
