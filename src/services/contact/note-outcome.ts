import type { ContactMethod } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { clip } from "../text.rules.ts";

type Method = Pick<ContactMethod, "channel" | "address">;
type Writer = Pick<ServiceContext, "db" | "now">;

const LONGEST = 500;

/** The way does not work, for whoever has it: nothing more is expected of it until something comes through. */
export async function noteFailure({ db, now }: Writer, { channel, address }: Method, error: string): Promise<void> {
  await db.query(
    `insert into contact_check (responder_id, channel, address, failing_since, last_error, code_attempts, codes_sent)
     select id, $1, $2, $3, $4, 0, 0 from responder where contact_methods @> $5::jsonb or ($1 = 'EMAIL' and email = $2)
     on conflict (responder_id, channel, address) do update
       set failing_since = coalesce(contact_check.failing_since, excluded.failing_since), last_error = excluded.last_error`,
    [channel, address, now(), clip(error, LONGEST), JSON.stringify([{ channel, address }])]);
}

/** Something came through, to that person or to whoever has the address. */
export async function noteSuccess({ db }: Pick<ServiceContext, "db">, { channel, address, responderId = null }: Method & { responderId?: string | null }): Promise<void> {
  await db.query(
    `update contact_check set failing_since = null, last_error = null
     where channel = $1 and address = $2 and failing_since is not null ${responderId ? "and responder_id = $3" : ""}`, [channel, address, ...(responderId ? [responderId] : [])]);
}
