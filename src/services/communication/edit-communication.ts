import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { PublicState } from "../../entities/vocabulary.ts";
import { noteChange } from "../audit/act.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, DomainError } from "../errors.ts";
import { changeIncident } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { ahead, given, LIMITS, optionalText, text } from "../input.ts";
import { assignments } from "../rows.ts";
import { record, type Change } from "../timeline/record.ts";
import { whoIs } from "./approval.store.ts";
import { audienceName } from "./communication.rules.ts";
import { isPending } from "./communication-state.rules.ts";
import { incidentOf, locked, type OfCommunication, refuseMove } from "./named.ts";
import { promisedBy } from "./promised.rules.ts";
import { keepVersion } from "./version.store.ts";

export interface EditCommunication extends OfCommunication {
  subject?: string | null;
  body?: string | null;
  publicState?: PublicState | null;
  nextUpdateAt?: Date | null;
  /** The `textVersion` that was edited. */
  expectedVersion?: number | null;
}

/** Changes what has not gone out. Each text is kept; what was approved is a draft again. */
export async function editCommunication(ctx: ServiceContext, input: EditCommunication): Promise<CommunicationEntity> {
  const incidentId = await incidentOf(ctx, input.communicationId);
  return changeIncident(ctx, { name: "editCommunication", needs: "communication:publish" }, { ...input, incidentId }, async (change) => {
    if (hasEnded(change.incident)) throw conflict(`The incident is ${change.incident.status}; nothing more is published`);
    const before = await locked(change, input.communicationId);
    if (!isPending(before)) refuseMove(before, "DRAFT");
    if (given(input.expectedVersion) && input.expectedVersion !== before.textVersion) {
      throw new DomainError("STALE_REVISION", `The text is at version ${before.textVersion}, not ${input.expectedVersion}`, { field: "expectedVersion", current: before.textVersion });
    }
    const body = given(input.body) ? text("body", input.body, LIMITS.communication) : before.body;
    // Another text that names a time takes the old one back; what it counts is counted from when it is read.
    const saysWhen = body !== before.body && promisedBy({ audience: before.audience, body, nextUpdateAt: null }, change.now) !== null;
    const after = rewritten(change, before, {
      body,
      subject: optionalText("subject", input.subject, LIMITS.title) ?? before.subject,
      publicState: input.publicState ?? before.publicState,
      nextUpdateAt: given(input.nextUpdateAt) ? ahead("nextUpdateAt", input.nextUpdateAt, change.now) : saysWhen ? null : before.nextUpdateAt,
    });
    if (after !== before) await write(change, before, after);
    return () => after;
  });
}

type Text = Pick<CommunicationEntity, "subject" | "body" | "publicState" | "nextUpdateAt">;

/** The message with another text, as its next version; the same message where that says nothing new. */
export function rewritten({ tx, now }: Change, before: CommunicationEntity, text: Text): CommunicationEntity {
  const isSame = text.subject === before.subject && text.body === before.body && text.publicState === before.publicState && text.nextUpdateAt?.getTime() === before.nextUpdateAt?.getTime();
  if (isSame) return before;
  return { ...before, ...text, state: "DRAFT", origin: "PERSON", textVersion: before.textVersion + 1, editedBy: whoIs(tx.actor), editedAt: now, approvedById: null };
}

async function write(change: Change, before: CommunicationEntity, after: CommunicationEntity): Promise<void> {
  const { tx } = change;
  const { state, subject, body, publicState, nextUpdateAt, origin, textVersion, editedBy, editedAt, approvedById } = after;
  const { sql, values } = assignments(tx, CommunicationEntity, { state, subject, body, publicState, nextUpdateAt, origin, textVersion, editedBy, editedAt, approvedById }, 2);
  await tx.db.query(`update communication set ${sql} where id = $1`, [before.id, ...values]);
  await keepVersion(tx, before, after);
  noteChange(tx, `communication/${before.id}`, before, after);
  const lost = before.state === "APPROVED" ? "; it has to be approved again" : "";
  record(change, {
    kind: "COMMUNICATION", summary: `Edited the draft for ${audienceName(before.audience)}${lost}`,
    details: { edited: before.id, audience: before.audience, textVersion: after.textVersion },
  });
}
