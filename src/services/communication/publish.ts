import { v7 as uuid } from "uuid";
import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { Audience, CommunicationState } from "../../entities/vocabulary.ts";
import { noteChange } from "../audit/act.ts";
import * as clocks from "../clock/index.ts";
import { clip } from "../text.rules.ts";
import { record, type Change } from "../timeline/record.ts";
import { audienceName, isForCustomers, recipientsOf } from "./communication.rules.ts";

type Words = Pick<CommunicationEntity, "audience" | "subject" | "body" | "template" | "channel" | "publicState" | "nextUpdateAt" | "overrides" | "overrideReason">;

/** A message not yet on record. */
export async function compose({ tx, incident, now }: Change, words: Words, state: CommunicationState = "DRAFT"): Promise<CommunicationEntity> {
  const [{ version }] = await tx.db.query(
    "select coalesce(max(version), 0) + 1 as version from communication where incident_id = $1 and audience = $2", [incident.id, words.audience],
  );
  const message: CommunicationEntity = {
    id: uuid(), incidentId: incident.id, state, version, recipients: recipientsOf(words.audience, incident), approvedById: null,
    createdBy: tx.actor.responderId ?? tx.actor.id, createdAt: now, publishedAt: null, ...words,
  };
  noteChange(tx, `communication/${message.id}`, null, message);
  return message;
}

/**
 * Puts a message on record as published, in place of the one that stood for its audience, and keeps and makes the
 * promises that go with it. Publishing is at the hub's time, whatever the caller says. Nothing is sent yet.
 */
export async function put(change: Change, message: CommunicationEntity): Promise<CommunicationEntity> {
  const { tx, now, incident } = change;
  await tx.db.query("update communication set state = 'SUPERSEDED' where incident_id = $1 and audience = $2 and state = 'PUBLISHED'", [message.incidentId, message.audience]);
  const isLast = message.publicState === "RESOLVED" || incident.resolvedAt !== null;
  const promised = isLast ? null : await clocks.promiseUpdate(change, { at: now, nextUpdateAt: message.nextUpdateAt, audience: message.audience });
  const published: CommunicationEntity = { ...message, state: "PUBLISHED", publishedAt: now, nextUpdateAt: promised, approvedById: tx.actor.responderId, recipients: recipientsOf(message.audience, incident) };
  await tx.db.createQueryBuilder().insert().into(CommunicationEntity).values(published)
    .orUpdate(["state", "published_at", "next_update_at", "approved_by_id", "subject", "body", "public_state", "template", "channel", "recipients", "overrides", "override_reason"], ["id"]).execute();
  noteChange(tx, `communication/${message.id}`, message, published);
  await keepPromises(change, published);
  record(change, {
    kind: "COMMUNICATION",
    occurredAt: now,
    summary: `Published to ${audienceName(message.audience)}: ${clip(message.body, 500)}`,
    details: { communicationId: message.id, audience: message.audience, publicState: message.publicState, nextUpdateAt: promised, overrides: message.overrides, overrideReason: message.overrideReason },
  });
  return published;
}

async function keepPromises(change: Change, { audience, channel, publicState }: CommunicationEntity): Promise<void> {
  const { now, incident } = change;
  if (!isForCustomers(audience)) return;
  await clocks.meet(change, ["FIRST_COMMUNICATION"], now);
  if (await isOnPage(change, audience, channel)) await clocks.meet(change, ["STATUS_PAGE"], now);
  if (publicState !== "RESOLVED") return;
  await clocks.meet(change, ["NEXT_UPDATE"], now);
  if (audience === "AFFECTED_CUSTOMERS" && incident.resolvedAt) await clocks.meet(change, ["RESOLUTION_EMAIL"], now);
}

/** The page itself, or a fallback that the policy names for when the page is what is down. */
async function isOnPage({ policy }: Change, audience: Audience, channel: string | null): Promise<boolean> {
  return audience === "STATUS_PAGE" || (channel !== null && (await policy()).document.statusPageFallbacks.includes(channel));
}
