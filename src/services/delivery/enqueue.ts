import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { NotificationEntity } from "../../entities/notification.entity.ts";
import type { ResponderEntity } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { checksOf, standings } from "../contact/contact.store.ts";
import { byKey } from "../load.ts";
import * as policies from "../policy/index.ts";
import { configuredKinds } from "./channel.store.ts";
import { type Way, waysTo } from "./ways.rules.ts";
import { subjectOf, textOf } from "./words.rules.ts";
import { type Message, writeDeliveries } from "./write.ts";

type Person = Pick<ResponderEntity, "id" | "name" | "email" | "contactMethods">;
type About = Pick<IncidentEntity, "id" | "reference" | "title" | "severity" | "channel">;

/**
 * Puts notifications into the outbox, within the transaction that writes them (before or after): one delivery for each
 * way to the person. Those who cannot be reached at all have none; the map says why, by the notification's id. A hub that
 * has no way out tells people on its own screens alone. `changing` are incidents whose rows the transaction has yet to write.
 */
export async function enqueue(tx: ServiceContext, notifications: readonly NotificationEntity[], changing: readonly About[] = []): Promise<Map<string, string>> {
  const unreachable = new Map<string, string>();
  if (notifications.length === 0) return unreachable;
  const [people, incidents, repeats, configured] = [await peopleOf(tx, notifications), await incidentsOf(tx, notifications, changing), await repeatsAmong(tx, notifications), await configuredKinds(tx)];
  if (configured.size === 0) return unreachable;
  const checks = await checksOf(tx, idsOf(notifications, "responderId"));
  const { nextMethodAfter } = (await policies.current(tx)).document.delivery;
  const messages = notifications.flatMap((notification) => {
    const [person, about] = [people.get(notification.responderId), incidents.get(notification.incidentId)];
    if (!person || !about) throw new Error(`Notification ${notification.id} names a person or an incident that is not there`);
    const { ways, obstacle } = waysTo(person, notification.kind, { configured, nextMethodAfter, standingOf: standings(checks.get(person.id), person.email) });
    if (obstacle) unreachable.set(notification.id, obstacle);
    const isFirst = notification.kind === "PAGE" && !repeats.has(notification.id);
    return ways.map((way, at) => messageOf(notification, about, way, at, isFirst));
  });
  await writeDeliveries(tx, messages);
  return unreachable;
}

/** The first page of an incident to a person goes on its own at once; whatever else there is to say to them may be bundled. */
function messageOf(notification: NotificationEntity, about: About, way: Way, at: number, isFirst: boolean): Message {
  const { id, incidentId, responderId, kind, createdAt } = notification;
  const from = notification.notBefore ?? createdAt;
  return {
    key: `notification/${id}/${at}`, notificationId: id, incidentId, responderId, channel: way.channel, address: way.address,
    priority: kind === "PAGE" ? 0 : 1, mayBundle: !(isFirst && at === 0), notBefore: new Date(from.getTime() + way.afterSeconds * 1_000),
    subject: subjectOf(notification, about), text: textOf(notification), payload: { incident: { id: about.id, reference: about.reference, channel: about.channel } },
  };
}

const idsOf = (notifications: readonly NotificationEntity[], of: "responderId" | "incidentId") => [...new Set(notifications.map((one) => one[of]))];

async function peopleOf({ db }: ServiceContext, notifications: readonly NotificationEntity[]): Promise<Map<string, Person>> {
  const rows: Person[] = await db.query(`select id, name, email, contact_methods as "contactMethods" from responder where id = any($1)`, [idsOf(notifications, "responderId")]);
  return byKey(rows, ({ id }) => id);
}

async function incidentsOf({ db }: ServiceContext, notifications: readonly NotificationEntity[], changing: readonly About[]): Promise<Map<string, About>> {
  const rows: About[] = await db.query("select id, reference, title, severity, channel from incident where id = any($1)", [idsOf(notifications, "incidentId")]);
  return byKey([...rows, ...changing], ({ id }) => id);
}

/** Pages to people who had one about the same incident before. */
async function repeatsAmong({ db }: ServiceContext, notifications: readonly NotificationEntity[]): Promise<Set<string>> {
  const pages = notifications.filter(({ kind }) => kind === "PAGE");
  const ids = pages.map(({ id }) => id);
  const before: { incidentId: string; responderId: string }[] = await db.query(
    `select distinct d.incident_id as "incidentId", d.responder_id as "responderId" from delivery d
     where d.incident_id = any($1) and d.priority = 0 and d.responder_id = any($2) and d.notification_id <> all($3)`,
    [idsOf(pages, "incidentId"), idsOf(pages, "responderId"), ids]);
  const seen = new Set(before.map(pairOf));
  return new Set(pages.filter((page) => seen.has(pairOf(page)) || !seen.add(pairOf(page))).map(({ id }) => id));
}

const pairOf = ({ incidentId, responderId }: { incidentId: string; responderId: string }) => `${incidentId} ${responderId}`;
