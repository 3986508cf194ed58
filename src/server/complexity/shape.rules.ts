import type { DocumentNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from "graphql";

/** What can be counted in a document without a schema, each fragment as often as it is spread. */
export interface Shape {
  /** Levels of fields; what lies below `__schema` and `__type` is not counted, graphql bounds it itself. */
  depth: number;
  /** Fields under another name than their own, `__typename` too. */
  aliases: number;
  directives: number;
}

const EMPTY: Shape = { depth: 0, aliases: 0, directives: 0 };

/** Fragments within fragments grow without bounds in few words. */
const MOST = Number.MAX_SAFE_INTEGER;

/**
 * Counts before anything is validated, so a document may be wrong in any way: fragments may be missing or go in circles.
 * Definitions add up; each fragment is looked at once, however often it is spread.
 */
export function shapeOf({ definitions }: DocumentNode): Shape {
  const fragments = new Map(definitions.flatMap((one) => (one.kind === "FragmentDefinition" ? [[one.name.value, one] as const] : [])));
  const known = new Map<string, Shape>();
  let shape = EMPTY;
  for (const one of definitions) {
    if (one.kind !== "OperationDefinition") continue;
    const own = (one.directives?.length ?? 0) + (one.variableDefinitions ?? []).reduce((sum, { directives = [] }) => sum + directives.length, 0);
    shape = beside(shape, ofSelections(one.selectionSet, fragments, known), own);
  }
  for (const [name] of fragments) if (!known.has(name)) shape = beside(shape, ofSpread(name, fragments, known));
  return shape;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function ofSelections({ selections }: SelectionSetNode, fragments: Fragments, known: Map<string, Shape>): Shape {
  return selections.reduce((shape, selection) => beside(shape, ofSelection(selection, fragments, known), selection.directives?.length ?? 0), EMPTY);
}

function ofSelection(selection: SelectionNode, fragments: Fragments, known: Map<string, Shape>): Shape {
  if (selection.kind === "FragmentSpread") return ofSpread(selection.name.value, fragments, known);
  const inner = selection.selectionSet ? ofSelections(selection.selectionSet, fragments, known) : EMPTY;
  if (selection.kind === "InlineFragment") return inner;
  const isIntrospection = selection.name.value === "__schema" || selection.name.value === "__type";
  return { ...inner, depth: isIntrospection ? 1 : inner.depth + 1, aliases: inner.aliases + (selection.alias ? 1 : 0) };
}

function ofSpread(name: string, fragments: Fragments, known: Map<string, Shape>): Shape {
  const seen = known.get(name);
  if (seen) return seen;
  const fragment = fragments.get(name);
  known.set(name, EMPTY); // where it spreads itself
  const shape = fragment ? beside(ofSelections(fragment.selectionSet, fragments, known), EMPTY, fragment.directives?.length ?? 0) : EMPTY;
  known.set(name, shape);
  return shape;
}

function beside(one: Shape, other: Shape, directives = 0): Shape {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: Math.min(one.aliases + other.aliases, MOST),
    directives: Math.min(one.directives + other.directives + directives, MOST),
  };
}
