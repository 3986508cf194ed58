import { Liquid, type Template } from "liquidjs";
import { LRUCache } from "lru-cache";
import { number, sentence, time } from "./filters.rules.ts";

/** Nothing that loops, reads files or runs other templates. Facts are plain values, so there is nothing to loop over. */
const TAGS = new Set(["if", "unless", "case", "assign", "comment", "#"]);
const FILTERS = new Set([
  "append", "capitalize", "default", "downcase", "prepend", "replace", "size", "strip", "strip_newlines", "truncate", "truncatewords", "upcase",
]);

/** Characters of a template. */
export const LONGEST_TEMPLATE = 20_000;
/** Levels of tags in each other. */
const DEEPEST = 20;
/** Milliseconds of a rendering by the wall clock. Nothing loops, so it takes one or two; half a second was too little for a process that did not get to run. */
const RENDER_MS = 30_000;
/** Characters that filters may put together. */
const MEMORY = 400_000;

/** Why a template cannot be used, and where; `variable` is the fact that it lacks. */
export class TemplateError extends Error {
  override name = "TemplateError";

  constructor(message: string, readonly at: { line: number; column: number } | null = null, readonly variable: string | null = null) {
    super(message);
  }
}

export type Facts = Readonly<Record<string, string | number | boolean>>;

export interface Compiled {
  /** Names of facts that it asks for anywhere. */
  variables: () => { name: string; line: number; column: number }[];
  /** A fact that is not given is an error, but in a condition and before `default`. */
  render: (facts: Facts) => string;
}

const engines = new Map<string, Liquid>();

/** Strict: what is unknown is an error, values come as they are, and a value is its own data and never its prototype's. */
function engineFor(language: string): Liquid {
  const known = engines.get(language);
  if (known) return known;
  const engine = new Liquid({
    strictVariables: true, strictFilters: true, lenientIf: true, ownPropertyOnly: true, templates: {}, dynamicPartials: false,
    parseLimit: LONGEST_TEMPLATE, renderLimit: RENDER_MS, memoryLimit: MEMORY,
  });
  for (const tag of Object.keys(engine.tags)) if (!TAGS.has(tag)) delete engine.tags[tag];
  for (const filter of Object.keys(engine.filters)) if (!FILTERS.has(filter)) engine.unregisterFilter(filter);
  engine.registerFilter("sentence", sentence);
  engine.registerFilter("time", time);
  engine.registerFilter("number", (value: unknown) => number(value, language));
  // Languages are few; whoever tries many at once must not fill the memory with engines.
  if (engines.size < 50) engines.set(language, engine);
  return engine;
}

const compiled = new LRUCache<string, Compiled>({ max: 500 });

/** Throws a TemplateError with line and column for what does not compile. */
export function compile(source: string, language: string): Compiled {
  const key = `${language}/${source}`;
  const known = compiled.get(key) ?? compileAnew(source, language);
  compiled.set(key, known);
  return known;
}

function compileAnew(source: string, language: string): Compiled {
  const engine = engineFor(language);
  refuseDepth(source);
  const parsed = guarded(() => engine.parse(source));
  return {
    variables: () => variablesOf(engine, parsed),
    render: (facts) => guarded(() => String(engine.renderSync(parsed, facts))),
  };
}

function variablesOf(engine: Liquid, parsed: Template[]): ReturnType<Compiled["variables"]> {
  const { globals } = guarded(() => engine.analyzeSync(parsed, { partials: false }));
  return Object.values(globals).flat().map((variable) => ({ name: String(variable), line: variable.location.row, column: variable.location.col }));
}

/** Reading and rendering call themselves for each level. */
function refuseDepth(source: string): void {
  let depth = 0;
  for (const [, end] of source.matchAll(/\{%-?\s*(end)?(if|unless|case|comment)\b/g)) {
    depth += end ? -1 : 1;
    if (depth > DEEPEST) throw new TemplateError(`Tags stand more than ${DEEPEST} levels deep in each other`);
  }
}

/** Whatever goes wrong inside is the template's fault, and says where. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asTemplateError(error);
  }
}

interface LiquidFault extends Error {
  originalError?: { variableName?: string };
  token?: { getPosition?: () => [number, number] };
}

function asTemplateError(error: unknown): TemplateError {
  if (error instanceof TemplateError) return error;
  const { message, token, originalError } = error as LiquidFault;
  const [line, column] = token?.getPosition?.() ?? [];
  const said = message.split("\n")[0]?.replace(/, line:\d+, col:\d+$/, "") ?? "";
  const [, named] = /^undefined variable: (.+)$/.exec(said) ?? [];
  return new TemplateError(said, line === undefined || column === undefined ? null : { line, column }, originalError?.variableName ?? named ?? null);
}
