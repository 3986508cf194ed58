import type { Audience } from "../../entities/vocabulary.ts";
import { blocking } from "../guardrail/index.ts";
import type { Fallback, ModelAnswer } from "../model-draft/index.ts";
import { type About, type Draft, factsAbout, wordsFor } from "../template/index.ts";
import type { Change } from "../timeline/record.ts";
import { findingsIn } from "../guardrail/guard.ts";

/**
 * The words of a draft: the model's, where it was asked and its text passes, and else those of the templates, with a note why. What
 * the model was told has to be what is on record now, and the guardrails are asked as of any other text.
 */
export async function draftWords(change: Change, audience: Audience, about: About, answer: ModelAnswer | undefined): Promise<Draft> {
  const { draft, fallback } = await wordsFor(change, audience, about);
  if (!answer) return told(change, audience, draft, fallback);
  const refusal = await refusalOf(change, audience, about, answer);
  if ("body" in answer && refusal === null) {
    return told(change, audience, { ...draft, body: answer.body, language: answer.language, template: null, templateVersion: null, origin: "MODEL", draftNote: null }, null);
  }
  return told(change, audience, { ...draft, draftNote: [refusal?.why, draft.draftNote].filter(Boolean).join(". ") }, refusal?.refused ?? null);
}

async function refusalOf(change: Change, audience: Audience, about: About, answer: ModelAnswer): Promise<{ refused: Fallback; why: string } | null> {
  if ("refused" in answer) return answer;
  const now = await factsAbout(change.tx, change.incident, audience, about);
  if (JSON.stringify(now) !== JSON.stringify(answer.facts)) return { refused: "STALE", why: "The model's text was not taken: the facts have changed since it was asked" };
  const [broken] = blocking(await findingsIn(change.tx, change.incident, { audience, body: answer.body, publicState: about.publicState, nextUpdateAt: about.nextUpdateAt }), audience, []);
  return broken ? { refused: "GUARDRAIL", why: `The model's text was not taken: it breaks ${broken.rule} (${broken.why})` } : null;
}

/** The hub counts what became of it, once it is on record. */
function told({ tx }: Change, audience: Audience, draft: Draft, fallback: Fallback | null): Draft {
  const { drafting } = tx;
  if (drafting) tx.afterCommit?.push(() => drafting.onDrafted({ audience, origin: draft.origin, fallback, note: draft.draftNote }));
  return draft;
}
