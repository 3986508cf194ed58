import type { FragmentDefinitionNode, SelectionNode, SelectionSetNode } from "graphql";

/** What the schema answers with as a list: it grows with the schema, and lists in lists with its square and cube. */
const LISTS = new Set(["types", "directives", "fields", "args", "inputFields", "interfaces", "possibleTypes", "enumValues"]);
/** A client's usual question for the whole schema comes to 1,000 points. */
const WEIGHT = 10;

/**
 * What looking into the schema costs: the square of how many lists are asked for, each fragment as often as it is spread.
 * graphql bounds how deep they lie in each other; this bounds how often they are asked for.
 */
export function introspectionCost(selectionSet: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): number {
  return WEIGHT * new Count(fragments).of(selectionSet, false) ** 2;
}

class Count {
  private readonly known = new Map<string, number>();

  constructor(private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>) {}

  /** `isInside`: below `__schema` or `__type`; elsewhere a field of such a name is the hub's own. */
  of({ selections }: SelectionSetNode, isInside: boolean): number {
    return selections.reduce((sum, selection) => sum + this.ofSelection(selection, isInside), 0);
  }

  private ofSelection(selection: SelectionNode, isInside: boolean): number {
    if (selection.kind === "FragmentSpread") return this.ofSpread(selection.name.value, isInside);
    if (!selection.selectionSet) return 0;
    if (selection.kind === "InlineFragment") return this.of(selection.selectionSet, isInside);
    const name = selection.name.value;
    const isRoot = name === "__schema" || name === "__type";
    return (isRoot || (isInside && LISTS.has(name)) ? 1 : 0) + this.of(selection.selectionSet, isInside || isRoot);
  }

  private ofSpread(name: string, isInside: boolean): number {
    const key = `${name} ${isInside}`;
    const fragment = this.fragments.get(name);
    const count = this.known.get(key) ?? (fragment ? this.of(fragment.selectionSet, isInside) : 0);
    this.known.set(key, count);
    return count;
  }
}
