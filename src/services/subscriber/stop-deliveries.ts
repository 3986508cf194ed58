import type { ServiceContext } from "../context.ts";

interface LetGo {
  subscriberId?: string;
  /** Of the subscriber's only the questions. */
  asks?: boolean;
  tellingIds?: readonly string[];
  /** A delivery whose end is being written. */
  except?: string;
}

/** Lets go of what has not been sent yet to a subscriber, or of one telling; what is under way is finished, and not tried again. */
export async function letGo({ db, now }: Pick<ServiceContext, "db" | "now">, { subscriberId, asks = false, tellingIds, except }: LetGo): Promise<void> {
  await db.query(
    `with open as (
       select id from delivery where next_at is not null and id is distinct from $4::uuid and payload ? 'subscriber'
         and ((payload->'subscriber'->>'id' = $1::text and (not $5 or payload->'subscriber' ? 'asks')) or payload->'subscriber'->>'tellingId' = any($2::text[])) order by id for update)
     update delivery set stopped_at = $3, state = case state when 'SENDING' then state else 'STOPPED' end, next_at = case state when 'SENDING' then next_at end
     from open where delivery.id = open.id`, [subscriberId ?? null, tellingIds ?? null, now(), except ?? null, asks]);
}
