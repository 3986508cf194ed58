import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import { isForCustomers } from "../communication/communication.rules.ts";
import type { ServiceContext } from "../context.ts";
import * as policies from "../policy/index.ts";
import type { Change } from "../timeline/record.ts";
import type { About } from "./about.ts";
import { ranked, type Wanted } from "./choose.rules.ts";
import { type Draft, draftFrom, type Limits, type Source } from "./draft-from.ts";
import { TemplateError } from "./engine.ts";
import { type FactValues, factsFor } from "./facts.rules.ts";
import { readFacts } from "./read-facts.ts";
import { BUILT_IN_SOURCES, currentFor } from "./template.store.ts";
import { toldOf } from "./told.ts";
import type { Fallback } from "../model-draft/writer.ts";

export interface Words {
  draft: Draft;
  /** TEMPLATE where the best one could not be used. */
  fallback: Extract<Fallback, "TEMPLATE"> | null;
}

type Within = Pick<Change, "tx" | "incident">;

/** The hub's words for an audience, from the facts on record as they stand in this change. */
export async function wordsFor({ tx, incident }: Within, audience: Audience, about: About): Promise<Words> {
  const { communication } = (await policies.version(tx, incident.policyVersion)).document;
  const wanted: Wanted = {
    audience, publicState: about.publicState, severity: incident.severity, occasion: about.isCancelled ? "CLOSING" : (about.occasion ?? "STATUS"),
    language: about.language ?? communication.language, names: about.templates ?? [],
  };
  const facts = await factsAbout(tx, incident, audience, about);
  return wordsOf(await currentFor(tx, audience), wanted, facts, communication.limits[audience]);
}

/** What an audience may be told of an incident. */
export async function factsAbout(ctx: Pick<ServiceContext, "db" | "now">, incident: IncidentEntity, audience: Audience, about: About): Promise<FactValues> {
  const known = await readFacts(ctx, incident, about);
  if (!isForCustomers(audience)) return factsFor(audience, known);
  // Title and impact were written by us and for us: what no person looks over says of them what customers have read already.
  const { name, impact } = await toldOf(ctx, incident, audience);
  return factsFor(audience, { ...known, title: name, impact: about.isUnread && !impact ? null : known.impact });
}

/** By the best template; where that fails, by the best that the hub brings along, which says so. */
export function wordsOf(sources: readonly Source[], wanted: Wanted, facts: FactValues, limits: Limits): Words {
  const [best] = ranked(sources, wanted);
  const [sure] = ranked(BUILT_IN_SOURCES, wanted);
  if (!best || !sure) throw new Error(`There are no words for ${wanted.audience}`);
  try {
    return { draft: draftFrom(best, facts, limits), fallback: null };
  } catch (error) {
    if (!(error instanceof TemplateError) || best.version === 0) throw error;
    const draft = draftFrom(sure, facts, limits);
    const why = `Template ${best.name} version ${best.version} could not be used (${error.message}); the built-in ${sure.name} took its place`;
    return { draft: { ...draft, draftNote: [why, draft.draftNote].filter(Boolean).join(". ") }, fallback: "TEMPLATE" };
  }
}
