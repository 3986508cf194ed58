import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** As long as the ids that clients of graphql-ws make. */
const ID = "00000000-0000-4000-8000-000000000000";

export interface Follower {
  socket: WebSocket;
  wire: Socket;
}

/** Whoever subscribes, to whatever: nothing is parsed, checked or executed. */
export const followers: Follower[] = [];

const http = createServer((_req, res) => void res.setHeader("content-type", "application/json").end('{"data":{"__typename":"Query"}}'));

new WebSocketServer({ server: http, path: "/graphql", perMessageDeflate: false }).on("connection", (socket, { socket: wire }) => {
  socket.on("message", (message: Buffer) => {
    const { type } = JSON.parse(message.toString()) as { type: string };
    if (type === "connection_init") socket.send('{"type":"connection_ack"}');
    if (type === "subscribe") followers.push({ socket, wire });
  });
});

export const listen = () => new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
export const port = () => (http.address() as AddressInfo).port;

/** What a follower of a timeline is sent. */
export const next = (event: unknown) => Buffer.from(JSON.stringify({ id: ID, type: "next", payload: { data: { timeline: event } } }));
