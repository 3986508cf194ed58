import { addAction } from "../../src/services/action/index.ts";
import * as drafts from "../../src/services/draft/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { escalate } from "../../src/services/escalation/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { updateOutreach } from "../../src/services/outreach/index.ts";
import { pinEvent } from "../../src/services/timeline/index.ts";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import { assignRole } from "../../src/services/role/index.ts";
import { anIncident, aResponder, someCustomers } from "./build.ts";

export { aContext, anActor, anIncident, aResponder } from "./build.ts";

/** The tables whose rows belong to one incident. */
export const HANGING = [
  "incident", "incident_member", "timeline_event", "timeline_mark", "role_assignment", "clock", "affected_customer", "impact_snapshot", "action_item",
  "communication", "escalation", "feed_outbox", "feed", "impact_figure", "outreach_entry", "outreach_note",
];

/** An incident with a row in each of them. */
export async function aGround(ctx: ServiceContext, over: Partial<incidents.DeclareIncident>): Promise<IncidentEntity> {
  const [customer] = await someCustomers(ctx, 1);
  const [person, member] = [await aResponder(ctx), await aResponder(ctx)];
  const incident = await anIncident(ctx, { impact: { featureState: "DEGRADED" }, affectedCustomerExternalIds: [customer!.externalId], ...over });
  const on = { incidentId: incident.id };
  await incidents.addMember(ctx, { ...on, responderId: member.id });
  await assignRole(ctx, { ...on, role: "EXPERT", responderId: person.id });
  await pinEvent(ctx, { ...on, revision: 1, pinned: false });
  await addAction(ctx, { ...on, action: "Look", owner: "Ada" });
  await drafts.draftCommunications(ctx, { ...on, audiences: ["INTERNAL"] });
  await escalate(ctx, { ...on, trigger: "MANUAL", reason: "Stuck" });
  await updateOutreach(ctx, { ...on, customerExternalIds: [customer!.externalId], state: "called", note: "Rang" });
  await ctx.db.query("select number_feed()");
  await pinEvent(ctx, { ...on, revision: 1, pinned: true });
  return incident;
}
