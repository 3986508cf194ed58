import type { DeliveryEntity } from "../../entities/delivery.entity.ts";
import type { ChannelKind, DeliveryState } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey, load } from "../load.ts";
import { byIds } from "../communication/communication.store.ts";

/** How many deliveries of a message stand in one state on one channel. */
export interface SentOf {
  channel: ChannelKind;
  state: DeliveryState;
  count: number;
}

/** What became of what each message was sent as; empty where it was sent to nobody. */
export async function deliveriesOf({ db }: Pick<ServiceContext, "db">, communicationIds: string[]): Promise<Map<string, SentOf[]>> {
  const rows: (SentOf & { id: string })[] = await db.query(
    `select communication_id as id, channel, state, count(*)::int as count from delivery where communication_id = any($1)
     group by communication_id, channel, state order by channel, state`, [communicationIds]);
  return new Map([...listsByKey(rows, ({ id }) => id)].map(([id, list]) => [id, list.map(({ channel, state, count }) => ({ channel, state, count }))]));
}

/** What a delivery says: of a letter to customers, which is put together as it goes out, the message's own text. */
export async function textOf(ctx: ServiceContext, { text, communicationId }: Pick<DeliveryEntity, "text" | "communicationId">): Promise<string> {
  return text === "" && communicationId ? ((await load(ctx, byIds, communicationId))?.body ?? "") : text;
}
