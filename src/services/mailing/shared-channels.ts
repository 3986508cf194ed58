import type { Change } from "../timeline/record.ts";

/** A strategic account that is affected, the way that somebody chose for it, and the channels in Slack that it shares with us. */
export interface Sharing {
  customerId: string;
  chosen: string | null;
  channels: { contactId: string; address: string; hasBounced: boolean }[];
}

/** Without the channels in which somebody has asked to be left alone, at whichever account. */
export async function sharedChannels({ tx, incident }: Change): Promise<Sharing[]> {
  return tx.db.query(
    `select c.id as "customerId", case when e.channel_chosen then e.channel end as chosen,
       coalesce(jsonb_agg(jsonb_build_object('contactId', k.id, 'address', k.slack_channel, 'hasBounced', k.bounced_at is not null) order by k.slack_channel) filter (where k.id is not null), '[]') as channels
     from affected_customer a join customer c on c.id = a.customer_id
     left join outreach_entry e on e.incident_id = a.incident_id and e.customer_id = c.id
     left join customer_contact k on k.customer_id = c.id and k.slack_channel is not null
       and not exists (select 1 from customer_contact gone where gone.slack_channel = k.slack_channel and gone.unsubscribed_at is not null)
     where a.incident_id = $1 and c.strategic group by c.id, e.channel_chosen, e.channel order by c.id`, [incident.id]);
}
