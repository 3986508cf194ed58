import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { DeliveryPayload } from "../../entities/delivery.entity.ts";
import { queued } from "../delivery/index.ts";
import type { Change } from "../timeline/record.ts";

export interface Mailing {
  /** E-mails in the outbox by now. */
  queued: number;
  /** The accounts that they go to. */
  customerIds: string[];
  /** Affected accounts nobody at which can be written to, and that hear of it by no other way. */
  unreached: number;
  /** Addresses at them that the hub has given up, since they refuse mail for good. */
  refused: number;
}

/** Accounts that are told otherwise. */
export interface Otherwise {
  /** In place of by e-mail. */
  instead: readonly string[];
  /** There; an e-mail goes beside it where there is somebody to write to. */
  told: readonly string[];
}

const NOT_OTHERWISE: Otherwise = { instead: [], told: [] };

/**
 * Puts a published message into the outbox for everybody to write to at the affected accounts, in one statement: one
 * e-mail per address, at however many accounts it is known, and none where somebody has asked to be left alone or mail is
 * refused for good. The words are put together when each is sent, so that twenty thousand rows hold no text and no link.
 */
export async function queueMailing({ tx, now, incident }: Change, { id, audience, subject }: CommunicationEntity, { instead, told }: Otherwise = NOT_OTHERWISE): Promise<Mailing> {
  const payload: DeliveryPayload = { incident: { id: incident.id, reference: incident.reference, channel: incident.channel } };
  const [row] = await tx.db.query(
    `with account as (
       select c.id from affected_customer a join customer c on c.id = a.customer_id where a.incident_id = $1 and (c.strategic or not $2) and c.id <> all($8::uuid[])),
     known as (
       select k.id, k.customer_id, k.email, k.language, k.bounced_at is not null as bounced,
         exists (select 1 from customer_contact gone where gone.email = k.email and gone.stopped_at is not null) as refused
       from account join customer_contact k on k.customer_id = account.id
       where k.email is not null and not exists (select 1 from customer_contact gone where gone.email = k.email and gone.unsubscribed_at is not null)),
     contact as (select * from known where not refused),
     written as (
       insert into delivery (id, key, communication_id, incident_id, channel, address, destination, priority, subject, text, payload, state, not_before, next_at,
         may_bundle, attempts, history, created_at)
       select gen_random_uuid(), 'communication/' || $3::uuid || '/' || one.id, $3::uuid, $1, 'EMAIL', one.email, 'EMAIL', 2, $4, '',
         $5::jsonb || jsonb_strip_nulls(jsonb_build_object('contactId', one.id, 'language', one.language)) || case when one.bounced then '{"hasBounced": true}'::jsonb else '{}' end, 'PENDING', due.at, due.at, false, 0, '[]', $6::timestamptz
       from (select distinct on (email) id, email, language, bounced from contact order by email, language is null, id) one,
         (select case when $7 then least($6::timestamptz, clock_timestamp()) else $6::timestamptz end as at) due
       on conflict (key) do nothing returning 1)
     select (select count(*)::int from written) as queued,
       coalesce((select array_agg(distinct customer_id) from contact), '{}') as "customerIds",
       (select count(*)::int from account where account.id <> all($9::uuid[]) and not exists (select 1 from contact where contact.customer_id = account.id)) as unreached,
       (select count(distinct email)::int from known where refused) as refused`,
    [incident.id, audience === "STRATEGIC_ACCOUNTS", id, subject ?? incident.title, JSON.stringify(payload), now, tx.isOnDatabaseClock ?? false, instead, told],
  );
  queued(tx);
  return row;
}
