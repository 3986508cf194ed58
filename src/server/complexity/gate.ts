import { type DocumentNode, getOperationAST, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from "graphql";
import type { Limits } from "../settings/limits.ts";
import { unreadable } from "../live/readable.ts";
import type { Budget, Caller } from "./budget.ts";
import { BASE } from "./cost-plan.ts";
import { type DocumentLimits, Documents, type Read } from "./documents.ts";
import { tooComplex } from "./refusals.ts";

/** What a document that is refused costs: reading it was the work. */
const REFUSED = 500;
/** All who follow the same thing share its executions, so each pays for a part. */
const SHARED = 10;
/** Tokens that cost nothing to read: more than a client's largest document has, as a rule. */
const FREE_TOKENS = 500;

export interface Asked {
  query: string;
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
}

export interface Admitted {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** In points; what `extensions.cost` says. */
  cost: number;
  /** Points that the caller has left in its minute. */
  remaining: number;
}

type Refused = readonly GraphQLError[];

/** Where every operation passes, whatever brings it: over HTTP, a WebSocket or an event stream. */
export class Gate {
  private readonly documents: Documents;

  constructor(schema: GraphQLSchema, private readonly limits: DocumentLimits & Pick<Limits, "maxCost">, private readonly budget: Budget) {
    this.documents = new Documents(schema, limits);
  }

  /** Lets an operation in at its cost, or says why not: INVALID_INPUT, TOO_COMPLEX, RATE_LIMITED. */
  async admit(caller: Caller, { query, variables, operationName }: Asked): Promise<Admitted | Refused> {
    try {
      const known = this.documents.known(query);
      const read = known ?? (await this.read(caller, query));
      if (!("document" in read)) return read;
      const operation = getOperationAST(read.document, operationName);
      if (!operation) return [new GraphQLError("The document does not say which operation to run")];
      const cost = this.costOf(read, operation, variables ?? {});
      const price = operation.operation === "subscription" ? Math.max(BASE, Math.ceil(cost / SHARED)) : cost;
      return { document: read.document, operation, cost, remaining: await this.budget.take(caller, known ? price : price - BASE) };
    } catch (refusal) {
      if (refusal instanceof GraphQLError) return [refusal];
      throw refusal;
    }
  }

  /** For what is no GraphQL. Throws RATE_LIMITED. */
  async charge(caller: Caller, points: number): Promise<void> {
    await this.budget.take(caller, points);
  }

  /** A document that is new here is begun only for who can pay BASE, and looked at closely only for who can pay for that. */
  private async read(caller: Caller, source: string): Promise<Read | Refused> {
    await this.budget.take(caller, BASE);
    const parsed = this.documents.parse(source);
    const price = "kind" in parsed ? readingPrice(parsed) : 0;
    if (price > 0) await this.budget.take(caller, price);
    const read = "kind" in parsed ? this.documents.validate(source, parsed) : parsed;
    if (!("document" in read)) await this.budget.take(caller, REFUSED - BASE);
    return read;
  }

  private costOf(read: Read, operation: OperationDefinitionNode, variables: Record<string, unknown>): number {
    const illegible = unreadable(read.document, variables);
    if (illegible) throw illegible;
    const cost = read.costOf(operation, variables);
    if (cost > this.limits.maxCost) throw tooComplex("cost", cost, this.limits.maxCost);
    return cost;
  }
}

/** graphql compares fields with each other, so that twice as many take four times as long. */
function readingPrice({ tokenCount = 0 }: DocumentNode): number {
  return tokenCount > FREE_TOKENS ? Math.ceil((tokenCount / 10) ** 2) : 0;
}
