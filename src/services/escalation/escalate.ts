import type { EscalationEntity } from "../../entities/escalation.entity.ts";
import type { EscalationTrigger } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { LIMITS, optionalText, text } from "../input.ts";
import type { Change } from "../timeline/record.ts";
import { hearCause } from "./hear-cause.ts";
import { noticesFor } from "./people.ts";

export interface EscalateIncident extends ChangeInput {
  trigger: EscalationTrigger;
  reason: string;
  customerExternalId?: string | null;
  requestId?: string | null;
}

/** What a person or an integration may ask for; the other triggers are the hub's own. */
const ASKED: readonly EscalationTrigger[] = ["MANUAL", "STRATEGIC_REQUEST"];

/**
 * Begins the incident's escalation, or joins the running one as evidence: there is one at a time (product rules, section
 * 6). A strategic account's request calls the CS lead and the commander too; further requests only join.
 */
export function escalate(ctx: ServiceContext, input: EscalateIncident): Promise<EscalationEntity> {
  return changeIncident(ctx, { name: "escalateIncident" }, input, async (change) => {
    const { tx, incident } = change;
    if (!isOpen(incident)) throw conflict(`The incident is ${incident.status}`);
    if (!ASKED.includes(input.trigger)) throw invalid("trigger", `${input.trigger} is raised by the hub; ask with MANUAL or STRATEGIC_REQUEST`);
    const because = await evidenceOf(tx, input);
    const isFirst = input.trigger === "STRATEGIC_REQUEST" && !(await wasRequested(change));
    const people = isFirst ? await noticesFor(change, ["CS_LEAD", "INCIDENT_COMMANDER"], "PAGE") : [];
    const escalation = await hearCause(change, { trigger: input.trigger, because, people });
    return () => escalation;
  });
}

async function wasRequested({ tx, incident }: Change): Promise<boolean> {
  return (await tx.db.query("select 1 from timeline_event where incident_id = $1 and kind = 'ESCALATION' and details ->> 'trigger' = 'STRATEGIC_REQUEST' limit 1", [incident.id])).length > 0;
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
