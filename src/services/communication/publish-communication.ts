import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { Audience, GuardrailRule, PublicState } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { binder, visible } from "../access/visibility.ts";
import { noteChange } from "../audit/act.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, DomainError, invalid, notFound } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { ahead, given, id, LIMITS, optionalText, text } from "../input.ts";
import { selectOne } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import { isForCustomers, publicStateOf } from "./communication.rules.ts";
import { promisedTime } from "./promised-time.rules.ts";
import { compose, put } from "./publish.ts";

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
  const incidentId = await incidentOf(ctx, input);
  return changeIncident(ctx, { name: "publishCommunication", needs: "communication:publish" }, { ...input, incidentId }, async (change) => {
    if (hasEnded(change.incident)) throw conflict(`The incident is ${change.incident.status}; nothing more is published`);
    const published = await put(change, given(input.communicationId) ? await edited(change, input) : await written(change, input));
    return () => published;
  });
}

/** Without a right to the incident the draft does not exist either. */
async function incidentOf(ctx: ServiceContext, { incidentId, communicationId }: PublishCommunication): Promise<string> {
  authorise(ctx, "communication:publish");
  if (given(incidentId)) return incidentId;
  if (!given(communicationId)) throw invalid("incidentId", "Give a communicationId, or an incidentId with audience and body");
  const { values, bind } = binder([id("communicationId", communicationId)]);
  const message = await selectOne(ctx, CommunicationEntity, `where id = $1 and incident_id in (select id from incident where ${visible(ctx, bind)})`, values);
  if (!message) throw notFound(`communication ${communicationId}`, "communicationId");
  return message.incidentId;
}

async function edited(change: Change, input: PublishCommunication): Promise<CommunicationEntity> {
  const draft = await selectOne(change.tx, CommunicationEntity, "where id = $1 and incident_id = $2 for update", [id("communicationId", input.communicationId ?? ""), change.incident.id]);
  if (!draft) throw notFound(`communication ${input.communicationId}`, "communicationId");
  if (draft.state !== "DRAFT" && draft.state !== "APPROVED") {
    throw new DomainError("ILLEGAL_TRANSITION", `The communication is ${draft.state} already`, { field: "communicationId", from: draft.state, to: "PUBLISHED", allowed: [] });
  }
  if (given(input.audience) && input.audience !== draft.audience) throw invalid("audience", `The draft is for ${draft.audience}`);
  const message = { ...draft, ...words(change, { ...input, audience: draft.audience }, draft) };
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
  // What customers read is what they are promised, whether or not the caller says it a second time.
  const said = isForCustomers(input.audience) ? promisedTime(body, now) : null;
  const standing = draft?.nextUpdateAt && draft.nextUpdateAt > now ? draft.nextUpdateAt : null;
  return {
    audience: input.audience,
    subject: optionalText("subject", input.subject, LIMITS.title) ?? draft?.subject ?? null,
    body,
    template: optionalText("template", input.template, LIMITS.name) ?? draft?.template ?? null,
    channel: optionalText("channel", input.channel, LIMITS.name) ?? draft?.channel ?? null,
    publicState: input.publicState ?? draft?.publicState ?? (isForCustomers(input.audience) ? publicStateOf(incident) : null),
    nextUpdateAt: given(input.nextUpdateAt) ? ahead("nextUpdateAt", input.nextUpdateAt, now) : (said ?? standing),
    overrides,
    overrideReason,
  };
}
