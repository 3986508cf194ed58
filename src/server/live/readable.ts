import { type ASTNode, type DocumentNode, GraphQLError, visit } from "graphql";
import type { ErrorCode } from "../../entities/vocabulary.ts";
import { isReadable } from "../../services/input.ts";
import { fieldOf, variablePath } from "../graphql/faulty-field.ts";

/** No input of ours is deeper than a tenth of it; far deeper ones overflow the stack of whoever walks them next. */
const DEEPEST = 100;

interface Flaw {
  path: string[];
  why: string;
}

const illegible = (path: string[]): Flaw => ({ path, why: "has characters that cannot be stored or read" });

/**
 * Refuses any text that PostgreSQL cannot store, wherever it stands in a request: ids, filters and cursors too would
 * otherwise fail deep inside.
 */
export function unreadable(document: DocumentNode, variables: unknown): GraphQLError | null {
  const inVariables = flawIn(variables, [], 0);
  const flaw = inVariables ?? flawInLiterals(document);
  if (!flaw) return null;
  const field = fieldOf(inVariables ? variablePath(document, flaw.path) : flaw.path);
  return wrongRequest(`${field || "The request"} ${flaw.why}`, field);
}

/** Refused before it is executed. `http` is for Apollo and does not reach the client. */
export function wrongRequest(message: string, field = ""): GraphQLError {
  const code: ErrorCode = "INVALID_INPUT";
  return new GraphQLError(message, { extensions: { code, ...(field && { field }), http: { status: 400, headers: new Map() } } });
}

function flawIn(value: unknown, path: string[], depth: number): Flaw | null {
  if (typeof value === "string") return isReadable(value) ? null : illegible(path);
  if (typeof value !== "object" || value === null) return null;
  if (depth > DEEPEST) return { path: path.slice(0, 10), why: `is nested more than ${DEEPEST} levels deep` };
  for (const [key, part] of Object.entries(value)) {
    if (!isReadable(key)) return illegible(path);
    const found = flawIn(part, Array.isArray(value) ? path : [...path, key], depth + 1);
    if (found) return found;
  }
  return null;
}

/** Documents come again and again, and are the same object then. */
const flawless = new WeakSet<DocumentNode>();

function flawInLiterals(document: DocumentNode): Flaw | null {
  if (flawless.has(document)) return null;
  const found = firstFlaw(document);
  if (!found) flawless.add(document);
  return found;
}

function firstFlaw(document: DocumentNode): Flaw | null {
  let found: Flaw | null = null;
  const names: string[] = [];
  visit(document, {
    enter(node) {
      names.push(...nameOf(node));
      if (node.kind === "StringValue" && found === null && !isReadable(node.value)) found = illegible([...names]);
    },
    leave(node) {
      names.length -= nameOf(node).length;
    },
  });
  return found;
}

function nameOf(node: ASTNode): string[] {
  if (node.kind === "Argument" || node.kind === "ObjectField") return [node.name.value];
  return node.kind === "VariableDefinition" ? [node.variable.name.value] : [];
}
