import { type ASTNode, type DocumentNode, type GraphQLError, parse, visit } from "graphql";

/**
 * The input at fault in an error of graphql's: from its words where a variable is wrong ("$given" at "given.title"),
 * from its place in the document where a literal is. Inside `input` the path begins after it.
 */
export function faultyField(error: GraphQLError): { field?: string } {
  const document = documentOf(error);
  const variable = /^Variable "\$(\w+)"(?:.* at "([^"]+)";)?/s.exec(error.message);
  const known = variable ? variablePath(document, (variable[2] ?? variable[1] ?? "").split(".")) : literalPath(document, error);
  const lacking = /Field "(?:\w+\.)?(\w+)" of required type/.exec(error.message)?.[1] ?? /argument "(\w+)" of type .* is required/.exec(error.message)?.[1];
  const extra = variable && /Field "(\w+)" is not defined by type/.exec(error.message)?.[1];
  const field = fieldOf([...known, lacking ?? extra ?? ""]);
  return field ? { field } : {};
}

/** A path as clients know it: they wrote what is in `input`, and an entry of a list is named by its list. */
export const fieldOf = (path: readonly string[]): string =>
  path.filter(Boolean).join(".").replaceAll(/\[\d+\]/g, "").replace(/^input\./, "");

/** Where a variable's value stands: the document says for what it is used, which is what its name only should say. */
export function variablePath(document: DocumentNode | null, [variable = "", ...rest]: readonly string[]): string[] {
  const [name = "", ...entries] = variable.split(/(?=\[)/);
  let path: string[] | null = null;
  const names: string[] = [];
  if (document) {
    visit(document, {
      enter(node) {
        if (isNamedInput(node)) names.push(node.name.value);
        if (node.kind === "Variable" && node.name.value === name && names.length > 0) path ??= [...names];
      },
      leave(node) {
        if (isNamedInput(node)) names.pop();
      },
    });
  }
  return [...(path ?? [name]), ...entries, ...rest];
}

function literalPath(document: DocumentNode | null, { positions }: GraphQLError): string[] {
  const [start] = positions ?? [];
  const names: string[] = [];
  if (start === undefined || !document) return names;
  visit(document, {
    enter(node) {
      if (isNamedInput(node) && holds(node, start)) names.push(node.name.value);
    },
  });
  return names;
}

/** Null for a document that cannot be read: that has no input. */
function documentOf({ source }: GraphQLError): DocumentNode | null {
  try {
    return source ? parse(source) : null;
  } catch {
    return null;
  }
}

const isNamedInput = (node: ASTNode) => node.kind === "Argument" || node.kind === "ObjectField";
const holds = ({ loc }: ASTNode, at: number) => loc !== undefined && loc.start <= at && at < loc.end;
