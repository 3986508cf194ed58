import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { record, type Change } from "../timeline/record.ts";
import { UNSPOKEN } from "./state.rules.ts";

/**
 * What was sent to accounts is noted on their entries of the plan; `customerIds` are those it was sent to, by `channel`. Nobody who has been spoken with is set back,
 * and however many there are it is one statement.
 */
export async function hearPublication(change: Change, message: Pick<CommunicationEntity, "id" | "channel" | "template">, customerIds: readonly string[], channel = message.channel ?? "email"): Promise<void> {
  const { tx, incident, now, actorLabel } = change;
  if (customerIds.length === 0) return;
  // The event that tells of it comes next and has this revision; who follows the plan finds the entries by it.
  const revision = incident.revision + 1;
  const [{ sent }] = await tx.db.query(
    `with sent as (
       insert into outreach_entry (incident_id, customer_id, state, channel, template, revision, updated_at, updated_by)
       select $1::uuid, a.customer_id, 'SENT', $3, $4, $5::integer, $6::timestamptz, $7
       from affected_customer a where a.incident_id = $1 and a.customer_id = any($2)
       on conflict (incident_id, customer_id) do update set state = excluded.state, channel = case when outreach_entry.channel_chosen then outreach_entry.channel else excluded.channel end, template = excluded.template,
         revision = excluded.revision, updated_at = excluded.updated_at, updated_by = excluded.updated_by
       where outreach_entry.state = any($8) returning 1)
     select count(*)::integer as sent from sent`,
    [incident.id, customerIds, channel, message.template, revision, now, actorLabel ?? tx.actor.name, UNSPOKEN]);
  if (sent === 0) return;
  record(change, {
    kind: "COMMUNICATION", occurredAt: now, summary: `Outreach: ${message.template ?? "a message"} went to ${sent} account${sent === 1 ? "" : "s"}`,
    details: { outreach: [], accounts: sent, state: "sent", communicationId: message.id },
  });
}
