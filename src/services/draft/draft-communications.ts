import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { refuseVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, notFound } from "../errors.ts";
import { isAnswered } from "../idempotency/once.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { get } from "../incident/incident.store.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { given, list } from "../input.ts";
import * as plans from "../plan/plan.store.ts";
import * as policies from "../policy/index.ts";
import { askModel, type ModelAnswer } from "../model-draft/index.ts";
import { type About, currentFor, languageTag } from "../template/index.ts";
import { record } from "../timeline/record.ts";
import { draftedFor } from "../audience/audience.rules.ts";
import { audienceName, isForCustomers, publicStateOf } from "../communication/communication.rules.ts";
import { draftWords } from "./draft-words.ts";
import { putDraft } from "./put-draft.ts";

export interface DraftCommunications extends ChangeInput {
  /** The plan's, if left out. */
  audiences?: Audience[] | null;
  language?: string | null;
  templates?: string[] | null;
}

/** Writes a draft for each audience. Nothing goes out. A model is asked before the transaction, if there is one. */
export async function draftCommunications(ctx: ServiceContext, input: DraftCommunications): Promise<CommunicationEntity[]> {
  const asked = await answersFor(ctx, input);
  return changeIncident(ctx, { name: "draftCommunications", needs: "communication:publish" }, input, async (change) => {
    const { incident, tx } = change;
    const { audiences, about } = await wantedOf(tx, input, incident);
    await refuseUnknown(tx, about, audiences);
    if (!audiences.every(isForCustomers)) await refuseVendor(tx, incident.id);
    if (asked && incident.resolvedAt === null) about.nextUpdateAt = asked.about.nextUpdateAt;
    const drafts: CommunicationEntity[] = [];
    for (const audience of audiences) drafts.push(await putDraft(change, audience, about, await draftWords(change, audience, about, asked?.answers.get(audience))));
    if (drafts.length > 0) record(change, { kind: "COMMUNICATION", summary: `Drafted for ${audiences.map(audienceName).join(", ")}`, details: { drafted: drafts.map(({ id }) => id) } });
    return () => drafts;
  });
}

interface Wanted {
  audiences: Audience[];
  about: About;
}

/** What a model says, as far as there is one and it is wanted: words asked for by name are those of templates, and a retry has its answer already. */
async function answersFor(ctx: ServiceContext, input: DraftCommunications): Promise<{ about: About; answers: Map<Audience, ModelAnswer> } | null> {
  const writer = ctx.drafting?.writer;
  authorise(ctx, "communication:publish");
  if (!writer || ctx.touched || (input.templates?.length ?? 0) > 0 || (await isAnswered(ctx, input))) return null;
  const incident = await get(ctx, input.incidentId);
  const { audiences, about } = await wantedOf(ctx, input, incident);
  if (!audiences.every(isForCustomers)) await refuseVendor(ctx, incident.id);
  return { about, answers: await askModel(ctx, writer, incident, audiences, about) };
}

async function wantedOf(ctx: ServiceContext, { audiences, language, templates }: DraftCommunications, incident: IncidentEntity): Promise<Wanted> {
  if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}`);
  const plan = await plans.planOf(ctx, incident);
  return {
    audiences: [...new Set(list("audiences", audiences ?? draftedFor(incident, plan.audiences), 6))],
    about: {
      publicState: publicStateOf(incident), nextUpdateAt: await nextPromise(ctx, incident), templates: list("templates", templates, 6),
      ...(given(language) && { language: languageTag("language", language) }),
    },
  };
}

/** Templates by name have to be there for one of the audiences: a misspelt one would go unnoticed in what the hub takes instead. */
async function refuseUnknown(ctx: ServiceContext, { templates = [] }: About, audiences: readonly Audience[]): Promise<void> {
  const there = new Set<string>();
  for (const audience of templates.length > 0 ? audiences : []) for (const { name } of await currentFor(ctx, audience)) there.add(name);
  const missing = templates.find((name) => !there.has(name));
  if (missing !== undefined) throw notFound(`template "${missing}" for ${audiences.join(", ")}`, "templates");
}

/** Customers are told when they hear next, also where the plan says as needed; after the resolution nothing is promised. */
export async function nextPromise(ctx: ServiceContext, incident: IncidentEntity): Promise<Date | null> {
  if (incident.resolvedAt !== null) return null;
  const seconds = (await plans.planOf(ctx, incident)).updateEvery ?? (await policies.version(ctx, incident.policyVersion)).document.communication.asNeededWithin;
  return new Date(ctx.now().getTime() + seconds * 1_000);
}
