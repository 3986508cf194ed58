import type { Server } from "node:http";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { makeServer } from "graphql-ws";
import { isOutage } from "../../database/outage.ts";
import { Parked } from "../../realtime/live/parked.ts";
import type { Rooms } from "../../realtime/live/rooms.ts";
import { SocketSubscriber } from "../../realtime/live/socket-subscriber.ts";
import type { Actor } from "../../services/access/index.ts";
import type { Origin } from "../../services/audit/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { DomainError } from "../../services/errors.ts";
import type { Gate } from "../complexity/gate.ts";
import { credentialOf } from "../identity/credential.ts";
import { FAREWELL } from "./farewell.ts";
import type { Limits } from "../settings/limits.ts";
import type { Metrics } from "../metrics.ts";
import type { Present, Report } from "../graphql/present-error.ts";
import { readRequest } from "../graphql/read-request.ts";
import type { SocketVisitor } from "./socket-visitor.ts";
import { openSockets } from "./sockets.ts";
import { mostAtOnce } from "./strangers.ts";
import type { Visitors } from "./visitors.ts";

export interface LiveDoor {
  schema: GraphQLSchema;
  actorOf: (authorization: string | undefined, address?: string) => Promise<Actor>;
  contextFor: (actor: Actor, origin?: Origin) => ServiceContext;
  rooms: Rooms;
  visitors: Visitors;
  limits: Limits;
  metrics: Metrics;
  gate: Gate;
  present: Present;
  report: Report;
  publicUrl?: string | undefined;
}

/** `graphql-transport-ws` on /graphql: queries and mutations too, but it is there for subscriptions. Returns how to stop. */
export function acceptSockets(http: Server, door: LiveDoor): () => Promise<void> {
  const { schema, gate, actorOf, contextFor, rooms, limits, present } = door;
  const operations = new WeakMap<ServiceContext, { visitor: SocketVisitor; id: string }>();
  const protocol = makeServer<Record<string, unknown>, SocketVisitor>({
    schema,
    connectionInitWaitTimeout: limits.initTimeoutSeconds * 1_000,
    async onConnect({ connectionParams, extra: visitor }) {
      const authorization = credentialOf({ authorization: authorizationIn(connectionParams) }) ?? visitor.authorization;
      try {
        visitor.identity = { authorization, actor: await actorOf(authorization, visitor.address) };
        return true;
      } catch (error) {
        if (isAway(error)) visitor.close("outage");
        else if (error instanceof DomainError) visitor.close("unauthenticated");
        else throw error;
        return false;
      }
    },
    async onSubscribe({ extra: visitor, subscriptions }, id, request) {
      if (!visitor.identity) throw new Error("A socket that has not said who it is cannot subscribe");
      if (Object.keys(subscriptions).length > mostAtOnce(visitor.identity.actor, limits)) {
        visitor.close("greedy");
        return [new GraphQLError(FAREWELL.greedy.words)];
      }
      const args = await readRequest({ schema, gate, contextValue: contextFor(visitor.identity.actor, visitor.origin), address: visitor.address }, request);
      if (!("contextValue" in args)) return args;
      operations.set(args.contextValue, { visitor, id });
      // graphql-ws holds the message for as long as the subscription lasts; thousands share one text.
      Object.assign(request, { query: args.document.loc?.source.body });
      return args;
    },
    // Subscriptions are served by groups, past graphql-ws: it holds an iterator that yields nothing.
    subscribe: (args) => {
      const ctx = args.contextValue as ServiceContext;
      const operation = operations.get(ctx);
      if (!operation) throw new Error("A subscription came from no socket");
      const subscriber = new SocketSubscriber(operation.visitor, operation.id);
      return (subscriber.operation = new Parked(() => rooms.enter(args, ctx, subscriber), subscriber));
    },
    onNext: (_ctx, _id, _payload, _args, { data = null, errors }) => (errors ? { data, errors: errors.map((error) => present(error)) } : undefined),
    onError: (_ctx, _id, _payload, errors) => errors.map((error) => present(thrown(error))),
  });
  return openSockets(http, { ...door, protocol });
}

/** graphql-ws wraps what a subscription throws. */
const thrown = (error: GraphQLError): Error => {
  const { originalError: cause } = error;
  return cause instanceof DomainError || cause instanceof GraphQLError || isOutage(cause) ? (cause as Error) : error;
};

const isAway = (error: unknown) => isOutage(error) || (error instanceof DomainError && error.code === "UNAVAILABLE");

function authorizationIn(params: Record<string, unknown> | undefined): string | undefined {
  const value = params?.["authorization"] ?? params?.["Authorization"];
  return typeof value === "string" ? value : undefined;
}
