import type { Server } from "node:http";
import { promisify } from "node:util";
import { handleProtocols, type Server as Protocol } from "graphql-ws";
import { type VerifyClientCallbackAsync, WebSocketServer } from "ws";
import type { Limits } from "../settings/limits.ts";
import type { Metrics } from "../metrics.ts";
import { mayUpgrade } from "../origins.ts";
import type { Report } from "../graphql/present-error.ts";
import { SocketVisitor } from "./socket-visitor.ts";
import type { Visitors } from "./visitors.ts";

/** Answers to pings and queries that nobody reads pile up beside what subscribers hold back. */
const UNREAD_BYTES = 4 * 1024 * 1024;
/** Sockets pinged before other work gets a turn. */
const CHUNK = 250;

interface Door {
  protocol: Protocol<SocketVisitor>;
  visitors: Visitors;
  limits: Limits;
  metrics: Metrics;
  report: Report;
  publicUrl?: string | undefined;
}

/** Carries graphql-ws' protocol over `ws`: who comes in, what a message may be, who still answers. Returns how to stop. */
export function openSockets(http: Server, { protocol, visitors, limits, metrics, report, publicUrl }: Door): () => Promise<void> {
  const verifyClient: VerifyClientCallbackAsync = ({ req }, decide) => decide(mayUpgrade(req.headers, limits.corsOrigins), 403);
  const server = new WebSocketServer({ server: http, path: "/graphql", maxPayload: limits.maxFrameBytes, perMessageDeflate: false, handleProtocols, verifyClient });
  const open = new Set<SocketVisitor>();

  const hear = (visitor: SocketVisitor, message: string, isBinary: boolean, handle: (message: string) => Promise<void>) => {
    visitor.isAnswering = true;
    if (visitor.ending) return; // what still comes while it closes is not looked at
    if (isBinary) return visitor.close("malformed");
    if (visitor.queuedBytes() > UNREAD_BYTES) return visitor.close("behind");
    handle(parsed(message)).catch((error) => {
      report(error);
      visitor.close("fault");
    });
  };

  server.on("connection", (socket, request) => {
    const visitor = new SocketVisitor(socket, request, publicUrl);
    open.add(visitor);
    const refusal = visitors.admit(visitor);
    const closed = refusal ? null : protocol.opened({
      protocol: socket.protocol,
      send: (data) => new Promise((resolve) => (socket.readyState === socket.OPEN ? socket.send(data, () => resolve()) : resolve())),
      close: (code = 1_000, reason = "") => visitor.end(code, reason, "protocol"),
      onMessage: (handle) => void socket.on("message", (data, isBinary) => hear(visitor, (data as Buffer).toString(), isBinary, handle)),
    }, visitor);
    socket.on("pong", () => void (visitor.isAnswering = true));
    // `ws` has refused a frame and is closing with that code.
    socket.on("error", (error: NodeJS.ErrnoException) => visitor.end(error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH" ? 1_009 : 1_002, "", "protocol"));
    socket.once("close", (code, reason) => {
      open.delete(visitor);
      visitors.leave(visitor);
      const { ending } = visitor;
      metrics.closed(visitor, ending && code === 1_006 ? ending.code : code, ending?.reason ?? "client");
      closed?.(code, String(reason))?.catch(report);
    });
    if (refusal) visitor.close(refusal);
  });

  const ping = async () => {
    for (const [index, visitor] of [...open].entries()) {
      if (index % CHUNK === CHUNK - 1) await new Promise(setImmediate);
      if (!visitor.isAnswering) visitor.close("silent");
      visitor.isAnswering = false;
      if (!visitor.ending) visitor.socket.ping();
    }
  };
  const pings = setInterval(() => void ping(), limits.pingSeconds * 1_000);
  return async () => {
    clearInterval(pings);
    for (const visitor of open) visitor.close("restarting");
    await promisify(server.close.bind(server))();
  };
}

/** graphql-ws takes an object as well, and holds what it is given for as long as a subscription lasts: the text is let go. */
function parsed(message: string): string {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === "object" ? (value as unknown as string) : message;
  } catch {
    return message; // it says what is wrong with it
  }
}
