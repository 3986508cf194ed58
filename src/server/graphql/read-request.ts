import type { DocumentNode, GraphQLError, GraphQLSchema } from "graphql";
import type { ServiceContext } from "../../services/context.ts";
import type { Asked, Gate } from "../complexity/gate.ts";

interface Asking {
  schema: GraphQLSchema;
  gate: Gate;
  contextValue: ServiceContext;
  /** Where from. */
  address: string;
}

export interface LiveArgs {
  schema: GraphQLSchema;
  document: DocumentNode;
  variableValues: Record<string, unknown>;
  operationName: string | null;
  contextValue: ServiceContext;
}

/** What a live connection asks for, or what is wrong with it: one operation's fault, which does not end the connection. */
export async function readRequest({ schema, gate, contextValue, address }: Asking, asked: Asked): Promise<LiveArgs | readonly GraphQLError[]> {
  const admitted = await gate.admit({ actor: contextValue.actor, address }, asked);
  if (!("document" in admitted)) return admitted;
  return { schema, document: admitted.document, variableValues: asked.variables ?? {}, operationName: asked.operationName ?? null, contextValue };
}
