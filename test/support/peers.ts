import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach } from "vitest";
import { OutboundClient, readAllowList } from "../../src/outbound/index.ts";

export interface Heard {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** A server on the loopback that speaks somebody's API. */
export interface Peer {
  url: string;
  readonly heard: Heard[];
}

type Answering = (heard: Heard, res: ServerResponse) => void;

/** Starts with the file and ends with it; what it has heard is forgotten after each test. */
export async function aPeer(answer: Answering): Promise<Peer> {
  const heard: Heard[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const one = { method: req.method ?? "", path: req.url ?? "", headers: req.headers, body: Buffer.concat(chunks).toString("utf8") };
      heard.push(one);
      answer(one, res);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  afterEach(() => void heard.splice(0));
  afterAll(() => (server.closeAllConnections(), server.close()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

/** The hub's way out, open to the loopback; closed when the file is done. */
export function aWayOut(): OutboundClient {
  const client = new OutboundClient({ allow: readAllowList("127.0.0.0/8") });
  afterAll(() => client.close());
  return client;
}

export const json = (res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void =>
  void res.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
