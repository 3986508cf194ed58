import type { StatusEntryEntity, StatusEntryUpdateEntity } from "../../entities/status-entry.entity.ts";
import type { ServiceContext } from "../context.ts";
import { tellSubscribers } from "../subscriber/tell.ts";

/** Something is said on the status page, within the transaction that says it: who has asked to be told is told. */
export async function hearUpdate(tx: ServiceContext, _entry: StatusEntryEntity, update: StatusEntryUpdateEntity): Promise<void> {
  await tellSubscribers(tx, update);
}
