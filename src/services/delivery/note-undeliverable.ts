import type { ServiceContext } from "../context.ts";
import { openChange } from "../incident/change.ts";
import { byKey, listsByKey } from "../load.ts";
import { record, save } from "../timeline/record.ts";
import type { Undeliverable } from "./outcome.ts";

/** Says on the timeline whom a message did not reach, and by what. Addresses are the directory's to tell. */
export async function noteUndeliverable(tx: ServiceContext, undeliverable: readonly Undeliverable[]): Promise<void> {
  const ofNotifications = undeliverable.filter(({ delivery }) => delivery.notificationId !== null);
  const people = await namesOf(tx, ofNotifications.map(({ delivery }) => delivery.responderId as string));
  for (const [incidentId, told] of listsByKey(ofNotifications, ({ delivery }) => delivery.incidentId as string)) {
    const change = await openChange(tx, { name: "deliver" }, { incidentId });
    for (const { delivery: { id, channel, responderId, notificationId }, reason, isLast } of told) {
      const who = people.get(responderId as string)?.name ?? "Somebody";
      record(change, {
        kind: "PAGE", summary: `${who} was not reached by ${channel}${isLast ? ", and there is no other way" : "; the next way is taken"}: ${reason}`,
        details: { deliveryId: id, notificationId, responderId, channel, isLast },
      });
    }
    await save(change);
  }
}

async function namesOf({ db }: ServiceContext, ids: string[]): Promise<Map<string, { id: string; name: string }>> {
  const rows: { id: string; name: string }[] = await db.query("select id, name from responder where id = any($1)", [ids]);
  return byKey(rows, ({ id }) => id);
}
