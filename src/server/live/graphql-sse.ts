import { randomUUID } from "node:crypto";
import express, { type Request, type RequestHandler, type Response } from "express";
import type { GraphQLError } from "graphql";
import { createHandler, type Response as Answer, TOKEN_HEADER_KEY, TOKEN_QUERY_KEY } from "graphql-sse";
import { Parked } from "../../realtime/live/parked.ts";
import { SseSubscriber } from "../../realtime/live/sse-subscriber.ts";
import type { Origin } from "../../services/audit/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { DomainError, invalid } from "../../services/errors.ts";
import { addressOf } from "../client-address.ts";
import { FAREWELL, type Farewell } from "./farewell.ts";
import type { LiveDoor } from "./graphql-ws.ts";
import { originOf } from "../origin.ts";
import { isPreflighted } from "../graphql/preflight.ts";
import { readRequest } from "../graphql/read-request.ts";
import { StreamVisitor } from "./stream-visitor.ts";
import { mostAtOnce } from "./strangers.ts";

interface Visit {
  visitor: StreamVisitor;
  token: string;
  origin: Origin;
}

const EVENTS = "text/event-stream";
const GET_STREAM = { method: "GET", url: "/graphql/stream", body: null, raw: null, headers: { get: (name: string) => (name === "accept" ? EVENTS : null) } };

/**
 * The GraphQL-SSE protocol on /graphql/stream: a stream for each operation, or one that is reserved (PUT), opened (GET)
 * and carries many. graphql-sse keeps the protocol; what subscribers get is written past it, as with WebSockets.
 */
export function createStreams({ schema, gate, actorOf, contextFor, rooms, visitors, limits, metrics, present, report }: LiveDoor): RequestHandler[] {
  const reserved = new Map<string, StreamVisitor>();
  const operations = new WeakMap<ServiceContext, { visitor: StreamVisitor; id: string | null }>();

  const handle = createHandler<unknown, Visit, ServiceContext & Record<PropertyKey, unknown>>({
    authenticate: ({ context }) => context.token,
    async onSubscribe({ context: { visitor, token, origin } }, { query, variables, operationName, extensions }) {
      const asking = { schema, gate, contextValue: contextFor(visitor.identity.actor, origin), address: visitor.address };
      const args = await readRequest(asking, { query, variables: variables ?? null, operationName });
      if (visitor.operations.size >= mostAtOnce(visitor.identity.actor, limits)) return refusal(429, FAREWELL.greedy.words);
      if (!("contextValue" in args)) return { data: null, errors: args };
      operations.set(args.contextValue, { visitor, id: reserved.has(token) ? String(extensions?.["operationId"]) : null });
      return args as typeof args & { contextValue: ServiceContext & Record<PropertyKey, unknown> };
    },
    subscribe(args) {
      const operation = operations.get(args.contextValue);
      if (!operation) throw new Error("A subscription came from no stream");
      const { visitor, id } = operation;
      let subscriber: SseSubscriber | null = null;
      const begin = async () => {
        const response = await visitor.opened;
        subscriber = new SseSubscriber(response, id, () => parked.end(), () => visitor.close("behind"));
        try {
          return await rooms.enter({ ...args, variableValues: args.variableValues ?? {} }, args.contextValue, subscriber);
        } catch (error) {
          // Thrown on, it would end the whole stream without a word.
          subscriber.send([Buffer.from(JSON.stringify({ errors: [present(error)] }))]);
          parked.end();
          return () => {};
        }
      };
      const unsubscribe = () => {
        subscriber?.unsubscribe();
        visitor.operations.delete(parked);
      };
      const parked: Parked = new Parked(begin, { unsubscribe });
      visitor.operations.add(parked);
      return parked;
    },
    onNext: (_ctx, _req, result) => (result.errors ? { ...result, errors: result.errors.map((error) => present(error) as GraphQLError) } : undefined),
  });

  /** A reservation that nobody has opened. graphql-sse lets go of it only when its stream ends. */
  const release = async (visit: Visit) => {
    if (visit.visitor.isOpen || reserved.get(visit.token) !== visit.visitor) return;
    const [body] = await handle({ ...GET_STREAM, context: visit });
    if (body && typeof body === "object") await body.return(undefined);
    leave(visit);
  };
  const leave = ({ visitor, token }: Visit) => {
    visitors.leave(visitor);
    if (reserved.get(token) === visitor) reserved.delete(token);
  };

  const carry = async (visit: Visit, body: Exclude<Answer[0], string | null>, res: Response) => {
    const { visitor } = visit;
    const gone = () => {
      body.return(undefined).catch(report);
      leave(visit);
      metrics.closed(visitor, null, visitor.ending ?? (res.writableEnded ? "completed" : "client"));
    };
    if (res.closed || !res.socket) return gone();
    res.once("close", gone);
    visitor.open(res);
    for await (const text of body) if (res.writable) res.write(text);
    res.end();
  };

  const serve = async (req: Request, res: Response) => {
    if (!isPreflighted(req)) throw invalid("headers", "A browser could send this for any page; send a content-type of application/json, or the header apollo-require-preflight");
    const { authorization } = req.headers;
    const actor = await actorOf(authorization, addressOf(req));
    const given = req.method === "PUT" ? null : tokenOf(req);
    const known = given === null ? undefined : reserved.get(given);
    if (given !== null && known?.identity.actor.id !== actor.id) throw new DomainError("NOT_FOUND", "There is no such stream");
    const visitor = known ?? new StreamVisitor(addressOf(req), { actor, authorization }, () => void release(visit).catch(report));
    const visit: Visit = { visitor, token: given ?? randomUUID(), origin: originOf(req, res) };
    const isNew = !known && (req.method === "PUT" || req.headers.accept === EVENTS);
    const crowded = isNew ? visitors.admit(visitor) : null;
    if (crowded) return refuse(res, crowded);
    let isKept = false;
    try {
      const { method, url } = req;
      const headers = { get: (name: string) => [req.headers[name]].flat()[0] };
      const [body, init] = await handle({ method, url, headers, body: typeof req.body === "string" ? req.body : "", raw: null, context: visit });
      res.writeHead(init.status, init.statusText, { ...init.headers, "x-accel-buffering": "no" });
      isKept = init.status === 201 || (body !== null && typeof body === "object");
      if (init.status === 201) {
        reserved.set(visit.token, visitor);
        setTimeout(() => void release(visit).catch(report), limits.initTimeoutSeconds * 1_000).unref();
      }
      if (body === null || typeof body === "string") return void res.end(body ?? undefined);
      await carry(visit, body, res);
    } finally {
      if (isNew && !isKept) visitors.leave(visitor);
    }
  };

  return [
    express.text({ type: () => true, limit: limits.maxFrameBytes }),
    async (req, res) => {
      try {
        await serve(req, res);
      } catch (error) {
        if (!res.headersSent) throw error;
        report(error);
        res.destroy();
      }
    },
  ];
}

function tokenOf(req: Request): string | null {
  const given = req.headers[TOKEN_HEADER_KEY] ?? req.query[TOKEN_QUERY_KEY];
  return typeof given === "string" ? given : null;
}

const refusal = (status: number, message: string): Answer =>
  [JSON.stringify({ errors: [{ message }] }), { status, statusText: "Refused", headers: { "content-type": "application/json; charset=utf-8" } }];

function refuse(res: Response, why: Farewell): void {
  res.status(why === "crowdedAddress" ? 429 : 503).setHeader("retry-after", "5").json({ errors: [{ message: FAREWELL[why].words, extensions: { code: "UNAVAILABLE" } }] });
}
