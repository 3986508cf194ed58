import type { EscalationEntity } from "../../entities/escalation.entity.ts";
import { IncidentEntity } from "../../entities/incident.entity.ts";
import { NotificationEntity } from "../../entities/notification.entity.ts";
import { HUB } from "../access/actor.ts";
import type { ServiceContext } from "../context.ts";
import type { Undeliverable } from "../delivery/index.ts";
import { changeOf } from "../incident/change.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { listsByKey } from "../load.ts";
import { select, selectOne } from "../rows.ts";
import { record, save, type Change } from "../timeline/record.ts";
import { climb } from "./climb.ts";
import { runningOf } from "./escalation.store.ts";

/**
 * What cannot be delivered is said on the timeline; where by that nobody is left who may answer, the escalation takes its
 * next step at once. The incidents are locked already.
 */
export async function hearUndeliverable(ctx: ServiceContext, undeliverable: readonly Undeliverable[]): Promise<void> {
  const tx = { ...ctx, actor: HUB };
  for (const [incidentId, ofOne] of listsByKey([...undeliverable], ({ delivery }) => delivery.incidentId)) {
    const incident = incidentId && (await selectOne(tx, IncidentEntity, "where id = $1", [incidentId]));
    if (!incident) continue;
    const change = changeOf(tx, incident, tx.now(), null);
    const [letters, others] = [ofOne.filter(isLetter), ofOne.filter((one) => !isLetter(one))];
    for (const one of others) await say(change, one);
    await sayOfLetters(change, letters);
    const running = await runningOf(change);
    if (running && isOpen(incident) && (await isUnheard(change, running, ofOne))) await climb(change, running, "Nobody paged so far can be reached");
    await save(change);
  }
}

const isLetter = ({ delivery }: Undeliverable): boolean => delivery.payload.contactId !== undefined;

/** Of a message's letters to customers, and of its posts in their channels, the first that is refused is said; there may be thousands, and the message counts them. */
async function sayOfLetters(change: Change, letters: readonly Undeliverable[]): Promise<void> {
  for (const lost of listsByKey([...letters], ({ delivery: { communicationId, channel } }) => `${communicationId} ${channel}`).values()) {
    const [{ delivery: { communicationId, channel } }] = lost as [Undeliverable, ...Undeliverable[]];
    const before = await change.tx.db.query("select 1 from delivery where communication_id = $1 and state = 'DEAD' and channel = $3 and id <> all($2) limit 1", [communicationId, lost.map(({ delivery }) => delivery.id), channel]);
    if (before.length > 0) continue;
    record(change, {
      kind: "COMMUNICATION", occurredAt: change.now, details: { undelivered: communicationId },
      summary: `Not every customer was reached ${channel === "SLACK" ? "in the channel that they share with us" : "by e-mail"}; the message's deliveries tell which, and why`,
    });
  }
}

/** An address is the directory's to tell; the name of a room is the incident's own. */
async function say(change: Change, { delivery: { id, channel, address, responderId, notificationId }, reason, isLast }: Undeliverable): Promise<void> {
  const [person] = responderId ? await change.tx.db.query("select name from responder where id = $1", [responderId]) : [];
  const who = person?.name ?? (address === change.incident.channel ? address : "Somebody");
  const then = notificationId === null ? "" : isLast ? ", and there is no other way" : "; the next way is taken";
  record(change, { kind: "PAGE", summary: `${who} was not reached by ${channel}${then}: ${reason}`, occurredAt: change.now, details: { deliveryId: id, notificationId, responderId, channel, isLast } });
}

/** Whether one of these was a page of the escalation, and none of its pages may still be answered. */
async function isUnheard({ tx }: Change, { id }: EscalationEntity, lost: readonly Undeliverable[]): Promise<boolean> {
  const ids = lost.flatMap(({ delivery, isLast }) => (isLast && delivery.notificationId ? [delivery.notificationId] : []));
  const pages = await select(tx, NotificationEntity, "where escalation_id = $1 and stopped_at is null and acknowledged_at is null", [id]);
  return pages.some((page) => ids.includes(page.id)) && pages.every(({ unreachable }) => unreachable !== null);
}
