import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { Audience, GuardrailRule, PublicState } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { ahead, given, LIMITS, optionalText, text } from "../input.ts";
import type { Change } from "../timeline/record.ts";
import { isForCustomers, publicStateOf } from "./communication.rules.ts";
import { rewritten } from "./edit-communication.ts";
import { incidentOf, locked, refuseMove } from "./named.ts";
import { promisedBy } from "./promised.rules.ts";
import { publish } from "./publish-by-person.ts";
import { compose } from "./publish.ts";
import { keepVersion } from "./version.store.ts";

/** An existing draft, or all of it in one act. */
export interface PublishCommunication extends Omit<ChangeInput, "incidentId"> {
  communicationId?: string | null;
  incidentId?: string | null;
  audience?: Audience | null;
  subject?: string | null;
  body?: string | null;
  publicState?: PublicState | null;
  channel?: string | null;
  template?: string | null;
  nextUpdateAt?: Date | null;
  overrides?: GuardrailRule[] | null;
  overrideReason?: string | null;
}

export async function publishCommunication(ctx: ServiceContext, input: PublishCommunication): Promise<CommunicationEntity> {
  const incidentId = await incidentNamed(ctx, input);
  return changeIncident(ctx, { name: "publishCommunication", needs: "communication:publish" }, { ...input, incidentId }, async (change) => {
    if (hasEnded(change.incident)) throw conflict(`The incident is ${change.incident.status}; nothing more is published`);
    const published = await publish(change, given(input.communicationId) ? await edited(change, input) : await written(change, input));
    return () => published;
  });
}

async function incidentNamed(ctx: ServiceContext, { incidentId, communicationId }: PublishCommunication): Promise<string> {
  authorise(ctx, "communication:publish");
  if (given(incidentId)) return incidentId;
  if (!given(communicationId)) throw invalid("incidentId", "Give a communicationId, or an incidentId with audience and body");
  return incidentOf(ctx, communicationId);
}

async function edited(change: Change, input: PublishCommunication): Promise<CommunicationEntity> {
  const draft = await locked(change, input.communicationId ?? "");
  refuseMove(draft, "PUBLISHED");
  if (given(input.audience) && input.audience !== draft.audience) throw invalid("audience", `The draft is for ${draft.audience}`);
  const { subject, body, publicState, origin: _, ...rest } = words(change, { ...input, audience: draft.audience }, draft);
  // What the hub reads out of the same text is no other text; what the caller says beside it is.
  const text = rewritten(change, draft, { subject, body, publicState, nextUpdateAt: given(input.nextUpdateAt) ? rest.nextUpdateAt : draft.nextUpdateAt });
  if (text !== draft) await keepVersion(change.tx, draft, text);
  const message = { ...text, ...rest };
  noteChange(change.tx, `communication/${draft.id}`, draft, message);
  return message;
}

async function written(change: Change, input: PublishCommunication): Promise<CommunicationEntity> {
  if (!given(input.audience)) throw invalid("audience", "Name the audience");
  return compose(change, words(change, { ...input, audience: input.audience }));
}

export function words({ incident, now }: Change, input: PublishCommunication & { audience: Audience }, draft?: CommunicationEntity, bodyField = "body") {
  const overrides = [...new Set(input.overrides ?? draft?.overrides ?? [])];
  const overrideReason = optionalText("overrideReason", input.overrideReason, LIMITS.note) ?? draft?.overrideReason ?? null;
  if (overrides.length > 0 && !overrideReason) throw invalid("overrideReason", "Overriding a guardrail needs a reason");
  const body = text(bodyField, input.body ?? draft?.body ?? "", LIMITS.communication);
  // A draft's time was that of its text, which another text takes back.
  const isStanding = draft?.nextUpdateAt && draft.nextUpdateAt > now && !(body !== draft.body && promisedBy({ audience: input.audience, body, nextUpdateAt: null }, now));
  return {
    audience: input.audience,
    subject: optionalText("subject", input.subject, LIMITS.title) ?? draft?.subject ?? null,
    body,
    template: optionalText("template", input.template, LIMITS.name) ?? draft?.template ?? null,
    channel: optionalText("channel", input.channel, LIMITS.name) ?? draft?.channel ?? null,
    publicState: input.publicState ?? draft?.publicState ?? (isForCustomers(input.audience) ? publicStateOf(incident) : null),
    nextUpdateAt: given(input.nextUpdateAt) ? ahead("nextUpdateAt", input.nextUpdateAt, now) : isStanding ? draft.nextUpdateAt : null,
    overrides,
    overrideReason,
    origin: "PERSON" as const,
  };
}
