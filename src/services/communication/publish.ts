import { v7 as uuid } from "uuid";
import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { Audience, CommunicationState } from "../../entities/vocabulary.ts";
import { noteChange } from "../audit/act.ts";
import * as clocks from "../clock/index.ts";
import { toldOf } from "../template/told.ts";
import { clip } from "../text.rules.ts";
import { record, type Change } from "../timeline/record.ts";
import { whoIs } from "./approval.store.ts";
import { audienceName, isForCustomers, recipientsOf } from "./communication.rules.ts";
import { refuseUnsaid } from "../guardrail/guard.ts";
import { promisedBy } from "./promised.rules.ts";
import { channelOf, send } from "../audience/send.ts";

type Words = Pick<CommunicationEntity, "audience" | "subject" | "body" | "template" | "channel" | "publicState" | "nextUpdateAt" | "overrides" | "overrideReason">
  & Partial<Pick<CommunicationEntity, keyof typeof BY_A_PERSON>>;

/** Of words that the hub has not written. */
const BY_A_PERSON = { origin: "PERSON", templateVersion: null, language: null, draftNote: null } as const;

/** A message not yet on record. Words whose `origin` is not said are a person's. */
export async function compose({ tx, incident, now }: Change, words: Words, state: CommunicationState = "DRAFT"): Promise<CommunicationEntity> {
  const [{ version }] = await tx.db.query(
    "select coalesce(max(version), 0) + 1 as version from communication where incident_id = $1 and audience = $2", [incident.id, words.audience],
  );
  const message: CommunicationEntity = {
    id: uuid(), incidentId: incident.id, state, version, recipients: recipientsOf(words.audience, incident), approvedById: null,
    createdBy: whoIs(tx.actor), createdAt: now, publishedAt: null, textVersion: 1, editedBy: null, editedAt: null, notSent: [],
    retractedAt: null, retractedBy: null, retractionNote: null, ...BY_A_PERSON, ...words,
  };
  noteChange(tx, `communication/${message.id}`, null, message);
  return message;
}

/**
 * Publishes a message for its audience, in place of the one that stood there: state, deliveries, promises, the page's
 * entry and the timeline are one act. Publishing is at the hub's time, whatever the caller says. Whether it may go out is
 * asked before, by whoever lets it. GUARDRAIL where the text breaks a rule for its
 * audience; `bodyField` is the input that it came in.
 */
export async function put(change: Change, written: CommunicationEntity, bodyField = "body"): Promise<CommunicationEntity> {
  const message = await named(change, written);
  await refuseUnsaid(change, message, bodyField);
  const { tx, now, incident } = change;
  await tx.db.query("update communication set state = 'SUPERSEDED' where incident_id = $1 and audience = $2 and state = 'PUBLISHED'", [message.incidentId, message.audience]);
  const isLast = message.publicState === "RESOLVED" || incident.resolvedAt !== null;
  const promised = isLast ? null : await clocks.promiseUpdate(change, { at: now, nextUpdateAt: promisedBy(message, now), audience: message.audience });
  const published: CommunicationEntity = {
    ...message, state: "PUBLISHED", publishedAt: now, nextUpdateAt: promised, approvedById: message.approvedById ?? tx.actor.responderId, recipients: recipientsOf(message.audience, incident),
  };
  await tx.db.createQueryBuilder().insert().into(CommunicationEntity).values(published).orUpdate(WRITTEN, ["id"]).execute();
  const { ways, notSent } = await send(change, published);
  Object.assign(published, { notSent, channel: published.channel ?? channelOf(ways) });
  if (notSent.length > 0 || published.channel !== message.channel) await tx.db.query("update communication set not_sent = $2, channel = $3 where id = $1", [published.id, notSent, published.channel]);
  noteChange(tx, `communication/${message.id}`, message, published);
  await keepPromises(change, published, ways.length > 0);
  const lacking = notSent.length > 0 ? ` (not sent: ${clip(notSent.join("; "), 500)})` : "";
  record(change, {
    kind: "COMMUNICATION",
    occurredAt: now,
    // Whoever reads the timeline may be a vendor, and words to executives have revenue in them.
    summary: `Published to ${audienceName(message.audience)}${message.audience === "EXECUTIVES" ? "" : `: ${clip(message.body, 500)}`}${lacking}`,
    details: { communicationId: message.id, audience: message.audience, publicState: message.publicState, nextUpdateAt: promised, overrides: message.overrides, overrideReason: message.overrideReason, notSent },
  });
  return published;
}

/** Without a subject customers would read the incident's title, also where they know it by another name. */
async function named({ tx, incident }: Change, message: CommunicationEntity): Promise<CommunicationEntity> {
  if (message.subject !== null || !isForCustomers(message.audience)) return message;
  const { name } = await toldOf(tx, incident, message.audience);
  return name === incident.title ? message : { ...message, subject: name };
}

/** What may differ from the draft. */
const WRITTEN = [
  "state", "published_at", "next_update_at", "approved_by_id", "subject", "body", "public_state", "template", "channel", "recipients", "overrides", "override_reason",
  "origin", "text_version", "edited_by", "edited_at",
];

/** `isOnItsWay`: there is something in the outbox, and "sent to all affected" is for the outbox to say. */
async function keepPromises(change: Change, { audience, channel, publicState }: CommunicationEntity, isOnItsWay: boolean): Promise<void> {
  const { now, incident } = change;
  const isLastWord = publicState === "RESOLVED" || !isForCustomers(audience);
  if (isLastWord && incident.resolvedAt) await clocks.meet(change, ["RESOLUTION_NOTICE"], now, [audience]);
  if (!isForCustomers(audience)) return;
  await clocks.meet(change, ["FIRST_COMMUNICATION"], now);
  if (await isOnPage(change, audience, channel)) await clocks.meet(change, ["STATUS_PAGE"], now);
  if (publicState !== "RESOLVED") return;
  await clocks.meet(change, ["NEXT_UPDATE"], now);
  if (audience === "AFFECTED_CUSTOMERS" && incident.resolvedAt && !isOnItsWay) await clocks.meet(change, ["RESOLUTION_EMAIL"], now);
}

/** The page itself, or a fallback that the policy names for when the page is what is down. */
async function isOnPage({ policy }: Change, audience: Audience, channel: string | null): Promise<boolean> {
  return audience === "STATUS_PAGE" || (channel !== null && (await policy()).document.statusPageFallbacks.includes(channel));
}
