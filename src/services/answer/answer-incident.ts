import { settle } from "../audit/write.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { acknowledge } from "../escalation/index.ts";
import { isOpen } from "../incident/incident.rules.ts";
import type { Answer } from "./answer-page.ts";
import { markAnswered, personOf } from "./person.ts";

/**
 * Acknowledges an incident as somebody who was not paged by the message, such as by the button in its room. A private one
 * only as somebody who is on it.
 */
export async function answerIncident(ctx: ServiceContext, incidentId: string, responderId: string): Promise<Pick<Answer, "state"> & { page: { reference: string } }> {
  const [person]: { name: string }[] = await ctx.db.query("select name from responder where id = $1", [responderId]);
  if (!person) throw notFound(`responder ${responderId}`);
  const operation = { name: "acknowledge", input: { incidentId, via: "SLACK" }, isAudited: false };
  return inTransaction({ ...ctx, actor: personOf(responderId, person.name), operation }, async (tx) => {
    const [incident] = await tx.db.query("select reference, status from incident where id = $1 for no key update", [incidentId]);
    if (!incident) throw notFound("such incident");
    const [before] = await tx.db.query("select 1 from timeline_event where incident_id = $1 and kind = 'ACKNOWLEDGED' and details->>'responderId' = $2 limit 1", [incidentId, responderId]);
    const [unanswered] = await tx.db.query("select 1 from notification where incident_id = $1 and responder_id = $2 and kind = 'PAGE' and acknowledged_at is null and stopped_at is null limit 1", [incidentId, responderId]);
    if (isOpen(incident) && (!before || unanswered)) {
      await acknowledge(tx, { incidentId, responderId });
      await markAnswered(tx, incidentId, responderId);
      return { state: "ACKNOWLEDGED", page: incident };
    }
    settle(tx);
    return { state: before ? "ALREADY" : "OVER", page: incident };
  });
}
