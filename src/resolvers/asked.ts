import { type FieldNode, getNamedType, type GraphQLOutputType, type GraphQLResolveInfo, isObjectType, Kind, type SelectionSetNode } from "graphql";
import { Extensions } from "type-graphql";
import type { Only } from "../services/rows.ts";

/** The properties of its parent's row that a field's resolver reads; of one that does not say so, all have to be there. */
// Nothing but its caller knows the row.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export const Needs = <Row>(...properties: (keyof Row & string)[]) => Extensions({ needs: properties });

/** The properties of the rows that a field answers with which the selection below it asks for; null if all may be needed. */
export const asked = (info: GraphQLResolveInfo): Only => remembered(info, HERE);

/** The same of the rows of a page. */
export const askedOfPage = (info: GraphQLResolveInfo): Only => remembered(info, IN_PAGE);

const HERE: string[][] = [[]];
const IN_PAGE = [["nodes"], ["edges", "node"]];
const known = new WeakMap<FieldNode, Only>();

function remembered(info: GraphQLResolveInfo, paths: string[][]): Only {
  const [node] = info.fieldNodes;
  if (!node || info.fieldNodes.length > 1) return null;
  if (known.has(node)) return known.get(node) ?? null;
  const found = new Set<string>();
  const isWhole = paths.every((path) => gather(info, info.returnType, node.selectionSet, path, found));
  const only = isWhole ? [...found].sort() : null;
  known.set(node, only);
  return only;
}

/** Adds to `found` what the selection behind `path` needs, whatever directives leave out; false if it may need all. */
function gather(info: GraphQLResolveInfo, output: GraphQLOutputType, selectionSet: SelectionSetNode | undefined, path: string[], found: Set<string>): boolean {
  const type = getNamedType(output);
  if (!isObjectType(type)) return false;
  return (selectionSet?.selections ?? []).every((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return gather(info, type, info.fragments[selection.name.value]?.selectionSet, path, found);
    if (selection.kind === Kind.INLINE_FRAGMENT) return gather(info, type, selection.selectionSet, path, found);
    const name = selection.name.value;
    if (name.startsWith("__")) return true;
    const field = type.getFields()[name];
    const [step, ...rest] = path;
    if (step !== undefined) return name !== step || gather(info, field?.type ?? type, selection.selectionSet, rest, found);
    const needs = (field?.extensions["needs"] as string[] | undefined) ?? (field?.resolve ? null : [name]);
    for (const property of needs ?? []) found.add(property);
    return needs !== null;
  });
}
