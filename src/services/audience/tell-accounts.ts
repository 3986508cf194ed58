import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { configuredKinds } from "../delivery/index.ts";
import { type Otherwise, queueMailing, queuePosts } from "../mailing/index.ts";
import * as outreach from "../outreach/index.ts";
import type { Change } from "../timeline/record.ts";
import { countOf } from "../communication/count-of.ts";
import { tellInChannels } from "./tell-in-channels.ts";
import { type Reached, tellPeople, type Word } from "./tell-people.ts";

/**
 * By e-mail to all that can be written to at the affected accounts. The strategic ones are told in the channel in Slack that they share with us too, or in place
 * of by e-mail, as their entry of the outreach plan says, and hear of it from their manager.
 */
export async function tellAccounts(change: Change, message: CommunicationEntity): Promise<Reached> {
  if (change.incident.drill) return { ways: [], notSent: ["a drill: customers are not written to"] };
  if (change.incident.private) return { ways: [], notSent: ["a private incident: customers are not written to"] };
  if (message.audience !== "STRATEGIC_ACCOUNTS") return reachedBy(await mail(change, message));
  const shared = await tellInChannels(change, message);
  const mailed = await mail(change, message, shared);
  await queuePosts(change, message, shared.posted, new Set(mailed.customerIds));
  const all = [reachedBy(mailed), shared, await tellManagers(change, message)];
  return { ways: [...new Set(all.flatMap(({ ways }) => ways))], notSent: all.flatMap(({ notSent }) => notSent) };
}

interface Mailed extends Reached {
  customerIds: readonly string[];
}

const reachedBy = ({ ways, notSent }: Reached): Reached => ({ ways, notSent });

async function mail(change: Change, message: CommunicationEntity, otherwise?: Otherwise): Promise<Mailed> {
  if (!(await configuredKinds(change.tx)).has("EMAIL")) return byOthers(change, message, otherwise);
  const { queued, customerIds, unreached, refused } = await queueMailing(change, message, otherwise);
  if (queued > 0) await outreach.watchMailing(change.tx, message);
  const notSent = [
    ...(refused > 0 ? [`${refused === 1 ? "1 address refuses mail for good and is" : `${refused} addresses refuse mail for good and are`} not written to`] : []),
    ...(unreached > 0 ? [`${countOf(unreached, "affected")} nobody to write to`] : []),
  ];
  return { ways: queued > 0 ? ["EMAIL"] : [], notSent, customerIds };
}

/** Who publishes on a hub that writes to nobody, and names the way, says that it went out by that. */
async function byOthers(change: Change, message: CommunicationEntity, otherwise?: Otherwise): Promise<Mailed> {
  const { tx, incident } = change;
  const accounts: { id: string }[] = message.channel === null ? [] : await tx.db.query(
    "select c.id from affected_customer a join customer c on c.id = a.customer_id where a.incident_id = $1 and (c.strategic or not $2) and c.id <> all($3::uuid[])", [incident.id, message.audience === "STRATEGIC_ACCOUNTS", otherwise?.told ?? []]);
  await outreach.hearPublication(change, message, accounts.map(({ id }) => id));
  return { ways: [], notSent: ["no e-mail channel is set up"], customerIds: [] };
}

interface Managed {
  ownerId: string | null;
  names: string[];
}

/** Each account manager gets the text with the names of their accounts, to pass it on where they talk to them. */
async function tellManagers(change: Change, message: CommunicationEntity): Promise<Reached> {
  const { tx, incident } = change;
  const rows: Managed[] = await tx.db.query(
    `select c.owner_id as "ownerId", array_agg(c.name order by c.name) as names from affected_customer a join customer c on c.id = a.customer_id
     where a.incident_id = $1 and c.strategic group by c.owner_id`, [incident.id]);
  const words: Word[] = rows.flatMap(({ ownerId, names }) => (ownerId === null ? [] : [{ responderId: ownerId, as: "manager", text: passOn(names, message) }]));
  const unowned = rows.find(({ ownerId }) => ownerId === null)?.names ?? [];
  const { ways, notSent } = (await configuredKinds(tx)).size === 0 ? { ways: [], notSent: [] } : await tellPeople(change, message, words);
  return { ways, notSent: [...notSent, ...(unowned.length > 0 ? [`${countOf(unowned.length, "strategic")} no account manager`] : [])] };
}

const passOn = (names: readonly string[], { subject, body }: CommunicationEntity): string =>
  [`For your accounts: ${shortened(names)}. Please pass this on where you talk to them.`, subject, body].filter(Boolean).join("\n\n");

const NAMED = 20;

const shortened = (names: readonly string[]): string => (names.length > NAMED ? `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} more` : names.join(", "));
