import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";

/** What came in: who asked, and what the model was told. */
export interface Heard {
  authorization: string | undefined;
  body: { model: string; messages: { role: string; content: string }[]; max_tokens?: number };
}

export interface ModelPeer {
  /** `http://127.0.0.1:PORT/v1`; once the file's tests run. */
  readonly url: string;
  readonly heard: Heard[];
  /** How it answers: with a text, or by itself. */
  answers: string | ((response: ServerResponse, heard: Heard) => void);
}

/** An OpenAI-compatible API on this machine, that does as it is told. */
export function useModelPeer(): ModelPeer {
  const peer = { url: "", heard: [] as Heard[], answers: "" as ModelPeer["answers"] };
  const server = createServer((request, response) => void serve(peer, request, response));
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    peer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return peer;
}

async function serve(peer: ModelPeer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const heard = { authorization: request.headers.authorization, body: JSON.parse(Buffer.concat(chunks).toString()) as Heard["body"] };
  peer.heard.push(heard);
  if (typeof peer.answers === "string") complete(response, peer.answers);
  else peer.answers(response, heard);
}

export function complete(response: ServerResponse, content: string): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ id: "1", object: "chat.completion", created: 1, model: "m", choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } }));
}
