import { PUBLIC_STATES } from "../../entities/vocabulary.ts";
import { invalid } from "../errors.ts";
import { type Limits, partFrom, type Source } from "./draft-from.ts";
import { compile, TemplateError } from "./engine.ts";
import { factNamesFor } from "./facts.rules.ts";
import { situationsFor } from "./sample-facts.rules.ts";

type Part = "subject" | "body";

/**
 * Refuses with INVALID_INPUT, by day, what would fail as a draft is needed at night: what does not compile, what asks for a
 * fact that its audience is not told or that may be missing, what says nothing, and what its channel has no room for.
 */
export function tryTemplate(template: Source, limits: Limits): void {
  for (const part of ["subject", "body"] as const) {
    refuseUnknown(part, template);
    const states = template.publicState === null ? PUBLIC_STATES : [template.publicState];
    for (const facts of states.flatMap((state) => situationsFor(template.audience, state))) {
      const { text, fits } = explained(part, template, () => partFrom(part, template, facts, limits[part]));
      if (!fits) throw invalid(part, `${part} makes a text of ${text.length} characters of an everyday incident; ${template.audience} takes ${limits[part]}`, { max: limits[part], length: text.length });
    }
  }
}

function refuseUnknown(part: Part, template: Source): void {
  const known: readonly string[] = factNamesFor(template.audience);
  const used = explained(part, template, () => compile(template[part], template.language).variables());
  for (const { name, line, column } of used) {
    if (known.includes(name)) continue;
    throw invalid(part, `${part}, line ${line}, column ${column}: ${template.audience} is told nothing that is called "${name}"`, { line, column, variable: name, known });
  }
}

function explained<T>(part: Part, template: Source, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const { at, variable } = error;
    const where = at ? `${part}, line ${at.line}, column ${at.column}` : part;
    const isOptional = variable !== null && (factNamesFor(template.audience) as readonly string[]).includes(variable);
    const why = isOptional ? `"${variable}" is not always known; put it in {% if ${variable} %} ... {% endif %}` : error.message;
    throw invalid(part, `${where}: ${why}`, { ...at, ...(variable !== null && { variable }) });
  }
}
