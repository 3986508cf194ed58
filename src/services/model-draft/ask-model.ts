import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import * as policies from "../policy/index.ts";
import type { About } from "../template/about.ts";
import type { FactValues } from "../template/facts.rules.ts";
import { invention } from "./lie.rules.ts";
import { isInLanguage, markupIn, plainAnswer } from "./model-text.rules.ts";
import { knowsLanguage } from "./neutral.rules.ts";
import { factsBlock, spokenFacts, systemPrompt } from "./prompt.rules.ts";
import { factsAbout } from "../template/words-for.ts";
import { type Fallback, type Writer, WriterError } from "./writer.ts";

/** What a model made of the facts: a text that says nothing else, or why there is none. */
export type ModelAnswer = { facts: FactValues; language: string } & ({ body: string } | { refused: Fallback; why: string });

/**
 * Asks the model for all audiences at once, within the policy's time. Never inside a transaction: nothing may wait for it
 * there. It learns what each audience may be told and nothing more; of a private incident it learns nothing.
 */
export async function askModel(ctx: ServiceContext, writer: Writer, incident: IncidentEntity, audiences: readonly Audience[], about: About): Promise<Map<Audience, ModelAnswer>> {
  const { model, limits, language: usual } = (await policies.version(ctx, incident.policyVersion)).document.communication;
  const language = about.language ?? usual;
  const told: [Audience, FactValues][] = [];
  for (const audience of audiences) told.push([audience, await factsAbout(ctx, incident, audience, about)]);
  const deadline = AbortSignal.timeout(model.withinSeconds * 1_000);
  const answers = told.map(async ([audience, facts]): Promise<[Audience, ModelAnswer]> => {
    const common = { facts, language };
    if (incident.private) return [audience, { ...common, refused: "PRIVATE", why: "The incident is private: no model was shown it" }];
    if (!knowsLanguage(language)) return [audience, { ...common, refused: "LANGUAGE", why: `No model was asked: the hub has no list of words that vouches for a text in "${language}"` }];
    const spoken = spokenFacts(facts);
    const asked = { system: systemPrompt(audience, language, limits[audience].body), facts: factsBlock(spoken), maxTokens: model.tokens };
    try {
      const body = plainAnswer(await within(deadline, writer.write(asked, deadline)));
      const refusal = refusalOf(body, limits[audience].body) ?? lieOf(body, spoken, about, language);
      return [audience, { ...common, ...(refusal ?? { body }) }];
    } catch (error) {
      if (!(error instanceof WriterError)) throw error;
      return [audience, { ...common, refused: error.reason, why: error.message }];
    }
  });
  return new Map(await Promise.all(answers));
}

type Refusal = { refused: Fallback; why: string };

function refusalOf(body: string, max: number): Refusal | null {
  if (body === "") return { refused: "EMPTY", why: "The model wrote nothing" };
  if (body.length > max) return { refused: "TOO_LONG", why: `The model's text was not taken: it has ${body.length} characters, its channel takes ${max}` };
  const markup = markupIn(body);
  return markup === null ? null : { refused: "MARKUP", why: `The model's text was not taken: it is no plain text (${markup})` };
}

function lieOf(body: string, facts: Record<string, string>, { publicState }: About, language: string): Refusal | null {
  if (!isInLanguage(body, language)) return { refused: "LANGUAGE", why: `The model's text was not taken: it is not in "${language}"` };
  const invented = invention({ text: body, facts, publicState, language });
  return invented === null ? null : { refused: "INVENTED", why: `The model's text was not taken: ${invented}` };
}

/** A writer that pays no heed to the signal is left alone with what it does. */
function within<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    const end = () => reject(new WriterError("LATE", "The model did not answer in time"));
    if (deadline.aborted) end();
    else deadline.addEventListener("abort", end, { once: true });
  });
  return Promise.race([work, late]);
}
