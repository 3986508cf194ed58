import type { ServiceContext } from "../context.ts";

interface OfSubscriber {
  subscriberId: string;
  /** Only the questions. */
  asks?: boolean;
  /** A delivery whose end is being written. */
  except?: string;
}

interface OfTellings {
  tellingIds: readonly string[];
}

type Writer = Pick<ServiceContext, "db" | "now">;

/** Lets go of what has not been sent yet to a subscriber, or of tellings; what is under way is finished, and not tried again. */
export const letGo = (tx: Writer, what: OfSubscriber | OfTellings): Promise<void> =>
  "tellingIds" in what
    ? stop(tx, "payload->'subscriber'->>'tellingId' = any($2)", [what.tellingIds])
    : stop(tx, "payload->'subscriber'->>'id' = $2 and id is distinct from $3::uuid and (not $4 or payload->'subscriber' ? 'asks')", [what.subscriberId, what.except ?? null, what.asks ?? false]);

/** `which` is one of the two above, each with an index of its own over what is open. */
async function stop({ db, now }: Writer, which: string, values: readonly unknown[]): Promise<void> {
  await db.query(
    `with open as (select id from delivery where next_at is not null and payload ? 'subscriber' and ${which} order by id for update)
     update delivery set stopped_at = $1, state = case state when 'SENDING' then state else 'STOPPED' end, next_at = case state when 'SENDING' then next_at end
     from open where delivery.id = open.id`, [now(), ...values]);
}
