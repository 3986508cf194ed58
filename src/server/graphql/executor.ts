import type { ApolloServerOptionsWithGateway } from "@apollo/server";
import { type DocumentNode, execute, type ExecutionResult, getOperationAST, GraphQLError, type GraphQLSchema } from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import { LRUCache } from "lru-cache";
import type { ServiceContext } from "../../services/context.ts";
import { SharedReads } from "./shared-reads.ts";

export interface Operation {
  document: DocumentNode;
  /** The document's text. */
  source: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | undefined;
}

type Compiled = (context: ServiceContext, variables: Record<string, unknown>) => ExecutionResult | Promise<ExecutionResult>;

/** What is asked once or twice costs more to compile than to interpret. */
const COMPILED_AT = 3;
const MOST = { max: 500, maxSize: 4_000_000, sizeCalculation: (_: unknown, text: string) => text.length };

/** Runs operations, those that come again and again as compiled code. What is answered is the same. */
export class Executor {
  private readonly times = new LRUCache<string, number>(MOST);
  private readonly compiled = new LRUCache<string, Compiled>(MOST);

  private readonly reads = new SharedReads();

  constructor(private readonly schema: GraphQLSchema, private readonly compiledAt = COMPILED_AT) {}

  /** Queries of one caller that are the same and wait at the same time share one execution. */
  async run(context: ServiceContext, operation: Operation): Promise<ExecutionResult> {
    const { document, source, operationName, variables } = operation;
    if (getOperationAST(document, operationName)?.operation !== "query") return this.execute(context, operation);
    return this.reads.read(JSON.stringify([context.actor, operationName, source, variables]), () => this.execute(context, operation));
  }

  private async execute(context: ServiceContext, operation: Operation): Promise<ExecutionResult> {
    const compiled = this.compiledFrom(operation);
    const result = await compiled?.(context, operation.variables ?? {});
    // Without data nothing has run yet: a variable is wrong, which graphql-js says in the words that clients know.
    if (!result || result.data === undefined) return this.interpret(context, operation);
    return result.errors ? { ...result, errors: result.errors.map(asInterpreted) } : result;
  }

  private compiledFrom({ document, source, operationName }: Operation): Compiled | undefined {
    const key = `${operationName ?? ""}\n${source}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const times = (this.times.get(key) ?? 0) + 1;
    this.times.set(key, times);
    if (times < this.compiledAt) return undefined;
    const compiling = compileQuery(this.schema, document, operationName ?? undefined);
    if (!isCompiledQuery(compiling)) return undefined;
    const compiled: Compiled = (context, variables) => compiling.query(undefined, context, variables);
    this.compiled.set(key, compiled);
    return compiled;
  }

  private async interpret(contextValue: ServiceContext, { document, operationName, variables = {} }: Operation): Promise<ExecutionResult> {
    return execute({ schema: this.schema, document, contextValue, operationName: operationName ?? null, variableValues: variables });
  }
}

/** Compiled code has errors of its own kind, without what graphql-js promises of each. */
function asInterpreted({ message, path, locations, extensions, originalError }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path, originalError, extensions });
  return Object.defineProperty(error, "locations", { value: locations, enumerable: true });
}

/** The way in which Apollo takes an executor. */
export function gatewayOf(schema: GraphQLSchema, executor: Executor): ApolloServerOptionsWithGateway<ServiceContext>["gateway"] {
  return {
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => {};
    },
    load: async () => ({
      executor: async ({ document, source, context, request }) =>
        executor.run(context as ServiceContext, { document, source, operationName: request.operationName, variables: request.variables }) as Promise<never>,
    }),
    stop: async () => {},
  };
}
