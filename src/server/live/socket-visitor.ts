import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { Origin } from "../../services/audit/index.ts";
import { addressOf } from "../client-address.ts";
import { credentialOf } from "../identity/credential.ts";
import { FAREWELL, type Farewell } from "./farewell.ts";
import { originOf } from "../origin.ts";
import type { Visitor } from "./visitors.ts";

/** How long the closing handshake may take: it waits behind what is queued. */
const GOODBYE_MS = 1_000;

/** A WebSocket, from the handshake to the last frame. */
export class SocketVisitor implements Visitor {
  readonly transport = "websocket";
  readonly address: string;
  readonly wire: Socket;
  /** What the request shows of who it is, by a header or a cookie. No more of it is kept. */
  readonly authorization: string | undefined;
  readonly origin: Origin;
  identity: Visitor["identity"] = null;
  /** Whether it has been heard of since it was last pinged. */
  isAnswering = true;
  /** How our side has ended it, if it has. */
  ending: { code: number; reason: Farewell | "protocol" } | null = null;

  constructor(readonly socket: WebSocket, request: IncomingMessage, publicUrl?: string) {
    this.wire = request.socket;
    this.address = addressOf(request);
    this.authorization = credentialOf(request.headers, publicUrl);
    this.origin = originOf(request);
  }

  queuedBytes(): number {
    return this.wire.writableLength;
  }

  close(why: Farewell): void {
    const { code, words } = FAREWELL[why];
    this.end(code, words, why);
  }

  end(code: number, words: string, reason: Farewell | "protocol"): void {
    this.ending ??= { code, reason };
    if (reason === "silent") return this.socket.terminate();
    this.socket.close(code, words.length < 124 ? words : "");
    setTimeout(() => this.socket.terminate(), GOODBYE_MS).unref();
  }
}
