import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience, PublicState, TemplateOccasion } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { refuseVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { get } from "../incident/incident.store.ts";
import { given, LIMITS, text } from "../input.ts";
import * as plans from "../plan/plan.store.ts";
import * as policies from "../policy/index.ts";
import { type Draft, draftFrom, type Source } from "./draft-from.ts";
import type { FactValues } from "./facts.rules.ts";
import { languageTag } from "./language.ts";
import { sampleFor } from "./sample-facts.rules.ts";
import { currentFor } from "./template.store.ts";
import { tryTemplate } from "./try-template.ts";
import { factsAbout, wordsOf } from "./words-for.ts";

export interface PreviewTemplate {
  audience: Audience;
  /** Whose facts are told; those of a made-up one, if left out. */
  incidentId?: string | null;
  /** A template that is there; that which the hub would choose, if left out. */
  name?: string | null;
  /** One that is not saved yet, in place of a name. */
  subject?: string | null;
  body?: string | null;
  language?: string | null;
  occasion?: TemplateOccasion | null;
  publicState?: PublicState | null;
}

export type Preview = Draft & { audience: Audience; publicState: PublicState; nextUpdateAt: Date | null; incident: IncidentEntity | null };

/** What a message would say, in words that are saved or still being written. Nothing is stored. */
export async function previewTemplate(ctx: ServiceContext, input: PreviewTemplate): Promise<Preview> {
  authorise(ctx, "policy:write");
  const { audience } = input;
  const incident = given(input.incidentId) ? await get(ctx, input.incidentId) : null;
  if (incident) await refuseVendor(ctx, incident.id);
  const { document } = incident ? await policies.version(ctx, incident.policyVersion) : await policies.current(ctx);
  const language = languageTag("language", input.language ?? document.communication.language);
  const publicState = input.publicState ?? "INVESTIGATING";
  const facts = incident ? await factsOf(ctx, incident, { ...input, publicState }, document.communication.asNeededWithin) : sampleFor(audience, publicState);
  const limits = document.communication.limits[audience];
  const unsaved = unsavedOf(input, language);
  if (unsaved) tryTemplate(unsaved, limits);
  const sources = await currentFor(ctx, audience);
  if (given(input.name) && !unsaved && !sources.some(({ name }) => name === input.name)) throw notFound(`template "${input.name}" for ${audience}`, "name");
  const wanted = { audience, language, publicState, severity: incident?.severity ?? "SEV2", occasion: input.occasion ?? "STATUS", names: given(input.name) ? [input.name] : [] } as const;
  const draft = unsaved ? draftFrom(unsaved, facts, limits) : wordsOf(sources, wanted, facts, limits).draft;
  return { ...draft, audience, publicState, incident, nextUpdateAt: typeof facts.nextUpdateAt === "string" ? new Date(facts.nextUpdateAt) : null };
}

async function factsOf(ctx: ServiceContext, incident: IncidentEntity, { audience, publicState }: { audience: Audience; publicState: PublicState }, asNeeded: number): Promise<FactValues> {
  const { updateEvery } = await plans.planOf(ctx, incident);
  const nextUpdateAt = new Date(ctx.now().getTime() + (updateEvery ?? asNeeded) * 1_000);
  return factsAbout(ctx, incident, audience, { publicState, nextUpdateAt });
}

function unsavedOf({ audience, subject, body, name, occasion, publicState }: PreviewTemplate, language: string): Source | null {
  if (!given(subject) && !given(body)) return null;
  if (!given(subject)) throw invalid("subject", "A template has a subject and a body");
  if (!given(body)) throw invalid("body", "A template has a subject and a body");
  return {
    name: name ?? "unsaved", version: 0, language, audience, occasion: occasion ?? "STATUS", publicState: publicState ?? null, severity: null,
    subject: text("subject", subject, 2_000), body: text("body", body, LIMITS.communication),
  };
}
