import type { ServiceContext } from "../context.ts";
import { type Message, writeDeliveries } from "./write.ts";

/**
 * Puts messages that are no notifications into the outbox, within the running transaction: they go out once it has
 * committed. Any number at once; a key that is there already makes no second delivery.
 */
export const deliver = (tx: ServiceContext, messages: readonly Message[]): Promise<void> => writeDeliveries(tx, messages);
