import type { CommunicationOrigin } from "../../entities/vocabulary.ts";
import { LIMITS } from "../input.ts";
import { clip } from "../text.rules.ts";
import type { BuiltIn } from "./defaults/built-in.ts";
import { compile, TemplateError } from "./engine.ts";
import type { FactValues } from "./facts.rules.ts";
import { type Fitted, fitted } from "./fit.rules.ts";
import { tidyBody, tidySubject } from "./tidy.rules.ts";

/** The words of one message, and where they come from. */
export interface Draft {
  subject: string;
  body: string;
  /** Null where a model wrote the text. */
  template: string | null;
  templateVersion: number | null;
  language: string;
  origin: CommunicationOrigin;
  /** What went otherwise than meant, for whoever is to publish it. */
  draftNote: string | null;
}

export type Source = BuiltIn & { version: number };
export interface Limits {
  subject: number;
  body: number;
}

/** Throws a TemplateError where the template cannot say it. */
export function draftFrom(template: Source, facts: FactValues, limits: Limits): Draft {
  const { name, version, language } = template;
  const subject = partFrom("subject", template, facts, limits.subject);
  const body = partFrom("body", template, facts, limits.body);
  const over = body.fits && subject.fits ? null : `it is longer than its channel takes (${limits.body} characters, ${limits.subject} in the subject)`;
  // What the hub brings along is the last resort, and a person can still cut it.
  if (over && version > 0) throw new TemplateError(over);
  const shortened = body.isShortened ? `Shortened to the ${limits.body} characters that its channel takes` : null;
  return { subject: clip(subject.text, limits.subject), body: clip(body.text, LIMITS.communication), template: name, templateVersion: version, language, origin: "TEMPLATE", draftNote: over ? `Cut it before it goes out: ${over}` : shortened };
}

export function partFrom(field: "subject" | "body", template: Pick<Source, "subject" | "body" | "language">, facts: FactValues, max: number): Fitted {
  const { render } = compile(template[field], template.language);
  const tidy = field === "body" ? tidyBody : tidySubject;
  const done = fitted((given) => tidy(render(given)), facts, max);
  if (done.text === "") throw new TemplateError(`The ${field} is empty`);
  return done;
}
