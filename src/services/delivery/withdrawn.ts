import type { ServiceContext } from "../context.ts";

interface Row {
  id: string;
  why: string;
}

/**
 * Of these deliveries those that must not go out, each with the reason: what they say was taken back, who they are for has
 * left or was given up, or they were stopped. It is looked at by keys alone, once for any number. `by`: the hub that is about to send them; what is another's by now is not its to send.
 */
export async function withdrawn({ db }: Pick<ServiceContext, "db">, ids: readonly string[], by: string | null = null): Promise<Map<string, string>> {
  const rows: Row[] = await db.query(
    `/* planned anew */ select id, why from (
       select d.id, case
         when c.state = 'RETRACTED' then 'The message was taken back'
         when k.has_left then 'They asked to be left alone'
         when k.is_given_up then 'This address was given up, since it refuses mail for good'
         when s.unsubscribed_at is not null or s.stopped_at is not null then 'This address is not told any more'
         when d.stopped_at is not null then 'It has lost its point'
         when $2::uuid is not null and d.leased_by is distinct from $2 then 'Another hub has taken it' end as why
       from delivery d left join communication c on c.id = d.communication_id
         left join status_subscriber s on s.id = (d.payload->'subscriber'->>'id')::uuid and not d.payload->'subscriber' ? 'asks'
         left join lateral (
           select bool_or(unsubscribed_at is not null) as has_left, bool_or(stopped_at is not null) as is_given_up from (
             select unsubscribed_at, stopped_at from customer_contact where email = d.address and d.payload ? 'contactId'
             union all select unsubscribed_at, stopped_at from customer_contact where id = (d.payload->>'contactId')::uuid) one) k on true
       where d.id = any($1)) one
     where why is not null`, [ids, by]);
  return new Map(rows.map(({ id, why }) => [id, why]));
}
