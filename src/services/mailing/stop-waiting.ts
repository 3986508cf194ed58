import type { ServiceContext } from "../context.ts";

/** Lets go of letters that wait to be sent to a contact's address; what is under way is finished, and not tried again. `except`: one whose end is being written. */
export async function stopWaiting({ db, now }: Pick<ServiceContext, "db" | "now">, email: string, except: string | null = null): Promise<void> {
  await db.query(
    `with open as (
       select id from delivery where next_at is not null and address = $1 and payload ? 'contactId' and id is distinct from $3::uuid order by id for update)
     update delivery set stopped_at = $2, state = case state when 'SENDING' then state else 'STOPPED' end, next_at = case state when 'SENDING' then next_at end
     from open where delivery.id = open.id`, [email, now(), except]);
}
