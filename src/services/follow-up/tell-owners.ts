import { ClockEntity } from "../../entities/clock.entity.ts";
import { inWorkingHours } from "../escalation/people.ts";
import { listsByKey } from "../load.ts";
import { notify, type Notice } from "../notification/index.ts";
import { select } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import { canWait, sayOwed } from "./follow-up.rules.ts";

/** Tells each owner in one message what is theirs to do; what has a day's time waits for their working hours. */
export async function tellOwners(change: Change): Promise<void> {
  const { tx, incident } = change;
  const owed = await select(tx, ClockEntity, `where incident_id = $1 and owner_id is not null and met_at is null and stopped_at is null and started_at >= $2 order by due_at, kind`, [incident.id, incident.resolvedAt]);
  const isNews = owed.filter(({ ownerId }) => ownerId !== tx.actor.responderId);
  for (const late of [false, true]) {
    const people = listsByKey(isNews.filter(({ kind }) => canWait(kind) === late), ({ ownerId }) => ownerId as string);
    // Those who owe the same hear of it together: one event, not one each.
    for (const [why, owners] of listsByKey([...people], ([, clocks]) => sayOwed(clocks))) {
      const notices = owners.map(([responderId]): Notice => ({ responderId, kind: "TOLD", as: "owner of a follow-up" }));
      await notify(change, why, late ? await inWorkingHours(change, notices) : notices);
    }
  }
}
