import { v7 as uuid } from "uuid";
import type { ChannelKind } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { LIMITS, text } from "../input.ts";
import type { DeliveryEntity } from "../../entities/delivery.entity.ts";
import { settingsOf } from "./channel.store.ts";
import { channelOf } from "./configure-channel.ts";
import { byKeys } from "./delivery.store.ts";
import { wrongWith } from "./values.rules.ts";
import { writeDeliveries } from "./write.ts";

export interface TestChannel {
  kind: ChannelKind;
  to: string;
}

/** Sends a word to an address: what becomes of it is its delivery's to tell. CONFLICT if the channel is not set up. */
export async function testChannel(ctx: ServiceContext, { kind, to }: TestChannel): Promise<DeliveryEntity> {
  authorise(ctx, "secret:manage");
  const channel = channelOf(ctx, kind);
  const address = text("to", to, LIMITS.link);
  const wrong = wrongWith({ ...channel.address, name: "to" }, address) ?? channel.refuses?.(address);
  if (wrong) throw invalid("to", wrong);
  if (!(await settingsOf(ctx, kind))) throw conflict(`${kind} is not set up; configureChannel does that`, { field: "kind" });
  return inTransaction(ctx, async (tx) => {
    about(tx, `channel/${kind}`);
    const key = `test/${uuid()}`;
    await writeDeliveries(tx, [{ key, channel: kind, address, subject: "A test from Muster", text: `${tx.actor.name} asked whether this reaches you. It does.`, priority: 0 }]);
    const [delivery] = await byKeys(tx, [key]);
    if (!delivery) throw new Error("The delivery was not written");
    noteChange(tx, `delivery/${delivery.id}`, null, { channel: kind, address });
    return delivery;
  });
}
