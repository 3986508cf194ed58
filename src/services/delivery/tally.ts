import type { ChannelKind, DeliveryState } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";

export interface Tally {
  channel: ChannelKind;
  state: DeliveryState;
  count: number;
  /** Since when the oldest is due; 0 where none is. */
  oldestSeconds: number;
}

/** What has not come to its end, and what is dead, by channel and state. */
export function tally({ db }: Pick<ServiceContext, "db">): Promise<Tally[]> {
  return db.query(
    `select channel, state, count(*)::int as count, greatest(0, extract(epoch from clock_timestamp() - min(not_before)))::float8 as "oldestSeconds"
     from delivery where next_at is not null group by channel, state
     union all select channel, state, count(*)::int, 0 from delivery where state = 'DEAD' group by channel, state`);
}
