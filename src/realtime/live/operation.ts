import {
  type ArgumentNode, type DocumentNode, type FieldNode, getArgumentValues, getOperationAST, getVariableValues, type GraphQLField,
  GraphQLError, type GraphQLSchema, Kind, type OperationDefinitionNode, print, type SelectionSetNode, visit,
} from "graphql";

export interface LiveOperation {
  field: GraphQLField<unknown, unknown>;
  args: Record<string, unknown>;
  /** Where the subscriber wants to go on: the argument `after`. */
  cursor: string | number | null;
  /** The same for all who follow the same thing, wherever each goes on from. */
  key: string;
}

export interface LiveRequest {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null | undefined;
  variableValues?: Record<string, unknown> | null | undefined;
}

/** What a validated subscription asks for. Throws a GraphQLError where its variables are wrong. */
export function readOperation({ schema, document, operationName, variableValues }: LiveRequest): LiveOperation {
  const operation = getOperationAST(document, operationName ?? null) as OperationDefinitionNode;
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  if (errors) throw errors[0] ?? new GraphQLError("The variables are wrong");
  const node = rootField(operation.selectionSet, document);
  const field = schema.getSubscriptionType()?.getFields()[node.name.value];
  if (!field) throw new GraphQLError(`There is no subscription ${node.name.value}`);
  const args = getArgumentValues(field, node, coerced);
  return { field, args, cursor: (args["after"] as string | number | null | undefined) ?? null, key: keyOf(document, operation, node, coerced) };
}

/** A valid subscription has one root field, be it in a fragment. */
function rootField({ selections }: SelectionSetNode, document: DocumentNode): FieldNode {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootField(selection.selectionSet, document);
    const name = selection.name.value;
    const fragment = document.definitions.find((one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name);
    if (fragment?.kind === Kind.FRAGMENT_DEFINITION) return rootField(fragment.selectionSet, document);
  }
  throw new GraphQLError("The subscription asks for nothing");
}

/** The document without the cursor of its root field, and the variables that are left in it. */
function keyOf(document: DocumentNode, operation: OperationDefinitionNode, root: FieldNode, variables: Record<string, unknown>): string {
  const text = print(visit(document, {
    Field: (node) => (node === root ? { ...node, arguments: (node.arguments ?? []).filter(({ name }: ArgumentNode) => name.value !== "after") } : undefined),
    VariableDefinition: () => null,
  }));
  const used = Object.entries(variables).filter(([name]) => new RegExp(`\\$${name}\\b`).test(text));
  return JSON.stringify([operation.name?.value ?? null, text, used.sort(([a], [b]) => (a < b ? -1 : 1))]);
}
