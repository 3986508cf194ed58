import {
  type DocumentNode, GraphQLError, type GraphQLSchema, NoSchemaIntrospectionCustomRule, type OperationDefinitionNode, parse, specifiedRules, validate,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { Limits } from "../settings/limits.ts";
import { unreadable } from "../live/readable.ts";
import { costPlan } from "./cost-plan.ts";
import { tooComplex, tooNested } from "./refusals.ts";
import { shapeOf } from "./shape.rules.ts";

export interface Read {
  document: DocumentNode;
  /** What an operation of it costs. */
  costOf: (operation: OperationDefinitionNode, variables: Record<string, unknown>) => number;
}

type Refused = readonly GraphQLError[];

export type DocumentLimits = Pick<Limits, "maxTokens" | "maxDepth" | "maxAliases" | "maxDirectives" | "introspection">;

/** Of thousands who ask for the same, each would otherwise hold a document of its own. Characters in all, and documents. */
const REMEMBERED = { max: 500, maxSize: 4_000_000, sizeCalculation: (_: unknown, text: string) => text.length + 1 };

/** Reads what any transport brings, by the same rules; those that are good are remembered. */
export class Documents {
  private readonly remembered = new LRUCache<string, Read>(REMEMBERED);
  private readonly rules;

  constructor(private readonly schema: GraphQLSchema, private readonly limits: DocumentLimits) {
    this.rules = limits.introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  }

  known(source: string): Read | undefined {
    return this.remembered.get(source);
  }

  /** The document as it stands, or why it is none, or too much. */
  parse(source: string): DocumentNode | Refused {
    return unlessOverflowing(() => {
      try {
        const document = parse(source, { maxLexicalTokens: this.limits.maxTokens });
        return this.excess(document) ?? document;
      } catch (error) {
        if (error instanceof GraphQLError) return [isCutShort(error) ? tooComplex("tokens", this.limits.maxTokens + 1, this.limits.maxTokens) : error];
        throw error;
      }
    });
  }

  /** Looks at a parsed document word by word, which takes the longest. */
  validate(source: string, document: DocumentNode): Read | Refused {
    return unlessOverflowing(() => {
      const illegible = unreadable(document, null);
      const errors = illegible ? [illegible] : validate(this.schema, document, this.rules);
      if (errors.length > 0) return errors;
      const read = { document, costOf: this.coster(document) };
      this.remembered.set(source, read);
      return read;
    });
  }

  private excess(document: DocumentNode): Refused | null {
    const shape = shapeOf(document);
    const { maxDepth: depth, maxAliases: aliases, maxDirectives: directives } = this.limits;
    for (const [measure, max] of Object.entries({ depth, aliases, directives } as const)) {
      const value = shape[measure as keyof typeof shape];
      if (value > max) return [tooComplex(measure as keyof typeof shape, value, max)];
    }
    return null;
  }

  private coster(document: DocumentNode): Read["costOf"] {
    const plans = new Map<OperationDefinitionNode, (variables: Record<string, unknown>) => number>();
    return (operation, variables) => {
      const plan = plans.get(operation) ?? costPlan(this.schema, document, operation);
      plans.set(operation, plan);
      return plan(variables);
    };
  }
}

/** graphql tells only in words that it stopped at a token. */
const isCutShort = ({ message }: GraphQLError) => /^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(message);

/** Documents are walked by recursion, until the stack is full. */
function unlessOverflowing<T>(walk: () => T | Refused): T | Refused {
  try {
    return walk();
  } catch (error) {
    if (error instanceof RangeError) return [tooNested()];
    throw error;
  }
}
