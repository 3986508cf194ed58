import { ApolloServer, type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { type DocumentNode, type FormattedExecutionResult, type GraphQLError, type GraphQLSchema, parse } from "graphql";
import type { ServiceContext } from "../../services/context.ts";
import type { Admitted, Gate } from "../complexity/gate.ts";
import { type Executor, gatewayOf } from "./executor.ts";
import { PREFLIGHT_HEADERS } from "./preflight.ts";
import type { Present, Report } from "./present-error.ts";
import { wrongRequest } from "../live/readable.ts";

interface Door {
  schema: GraphQLSchema;
  executor: Executor;
  gate: Gate;
  present: Present;
  report: Report;
}

/** Stands in for a document that is refused: nothing of it is run. */
const NOTHING = parse("{ __typename }");

/**
 * Puts the hub's reading of documents in the place of Apollo's: the same as live connections have, and refused before it
 * is validated where it is too much. Apollo reads none where the context has one, and no store of its own to look into.
 */
function passThrough({ gate, present }: Door): ApolloServerPlugin<ServiceContext> {
  return {
    async requestDidStart() {
      let admitted: Admitted | undefined;
      let refused: readonly GraphQLError[] = [];
      return {
        async didResolveSource(ctx) {
          const { contextValue, source: query, request: { variables, operationName } } = ctx;
          const outcome = await gate.admit({ actor: contextValue.actor, address: contextValue.origin?.address ?? "" }, { query, variables, operationName });
          if (!("document" in outcome)) refused = outcome;
          else if (outcome.operation.operation === "subscription") refused = [NOT_HERE];
          else admitted = outcome;
          (ctx as { document?: DocumentNode }).document = admitted?.document ?? NOTHING;
        },
        async responseForOperation() {
          if (refused.length === 0) return null;
          const { status, headers } = (refused[0]?.extensions["http"] ?? { status: 400, headers: [] }) as { status: number; headers: Iterable<[string, string]> };
          return { http: { status, headers: new HeaderMap([...headers]) }, body: { kind: "single", singleResult: { errors: refused.map((error) => present(error)) } } };
        },
        async willSendResponse({ source, request, response: { body, http } }) {
          if (body.kind !== "single") return;
          if (admitted) body.singleResult.extensions = { cost: admitted.cost, remaining: admitted.remaining };
          const later = body.singleResult.errors?.find(({ extensions }) => extensions?.["retryAfterSeconds"] !== undefined);
          if (later) http.headers.set("retry-after", String(later.extensions?.["retryAfterSeconds"]));
          if (source && http.status === 400 && isLegacy(request.http?.headers.get("accept"))) http.status = 200;
        },
      };
    },
  };
}

const NOT_HERE = wrongRequest("Subscriptions go over graphql-transport-ws, at this address with ws in place of http");

/** To whoever takes `application/json` alone, as clients did before GraphQL had a type of its own, a refused document is an answer. */
const isLegacy = (accept = "") => accept.includes("application/json") && !accept.includes("application/graphql-response+json");

const written = new WeakMap<object, string>();

/** As JSON; data that several callers share is written once. */
function stringifyResult({ data, errors, ...rest }: FormattedExecutionResult): string {
  if (!data || errors) return `${JSON.stringify({ errors, data, ...rest })}\n`;
  const known = written.get(data) ?? `{"data":${JSON.stringify(data)}`;
  written.set(data, known);
  return `${known}${rest.extensions ? `,"extensions":${JSON.stringify(rest.extensions)}` : ""}}\n`;
}

/** Queries and mutations over HTTP. Subscriptions go over a WebSocket and pass this by. */
export function createApollo(door: Door): ApolloServer<ServiceContext> {
  const { schema, executor, present, report } = door;
  return new ApolloServer<ServiceContext>({
    gateway: gatewayOf(schema, executor),
    // The gate decides.
    introspection: true,
    documentStore: null,
    allowBatchedHttpRequests: false,
    csrfPrevention: { requestHeaders: PREFLIGHT_HEADERS },
    stringifyResult,
    includeStacktraceInErrorResponses: false,
    status400ForVariableCoercionErrors: true,
    // The process stops itself, in its own order.
    stopOnTerminationSignals: false,
    formatError: (shown, error) => present(error, shown.extensions?.["code"] as string | undefined),
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), passThrough(door)],
    logger: { debug() {}, info() {}, warn() {}, error: report },
  });
}
