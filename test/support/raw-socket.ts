import { once } from "node:events";
import { type ClientOptions, WebSocket } from "ws";
import { BOOTSTRAP_TOKEN, type Data } from "./hub.ts";

/** A WebSocket that says exactly what a test tells it to, well-formed or not. */
export interface RawSocket {
  readonly socket: WebSocket;
  readonly messages: Data[];
  /** The close code. */
  readonly closed: Promise<number>;
  send(message: string | Buffer | object): void;
}

/** Open, and unless `init` is false, acknowledged. */
export async function aRawSocket(url: string, { init = true, token = BOOTSTRAP_TOKEN, protocol = "graphql-transport-ws", ...options }: Omit<ClientOptions, "protocol"> & { init?: boolean; token?: string; protocol?: string | string[] } = {}): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, protocol, options);
  const messages: Data[] = [];
  socket.on("message", (data) => messages.push(JSON.parse((data as Buffer).toString())));
  socket.on("error", () => {}); // a hub that cuts the connection is what is tested
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  const send = (message: string | Buffer | object) => socket.send(typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  await once(socket, "open");
  if (init) {
    send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } });
    await once(socket, "message");
  }
  return { socket, messages, closed, send };
}

export const subscribe = (id: string, query: string, variables: object = {}) => ({ type: "subscribe", id, payload: { query, variables } });
