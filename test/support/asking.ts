import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { type Answer, ask, type Data, type TestHub, type Variables } from "./hub.ts";

export type Told = Pick<Answer, "data" | "errors">;
type Ask = (hub: TestHub, token: string | null, query: string, variables: Variables) => Promise<Told>;

const overSse: Ask = async (hub, token, query, variables) => {
  const response = await fetch(`${hub.url}/graphql/stream`, {
    method: "POST", body: JSON.stringify({ query, variables }),
    headers: { "content-type": "application/json", accept: "text/event-stream", ...(token && { authorization: `Bearer ${token}` }) },
  });
  if (!response.ok || !response.body) return told((await response.json()) as object);
  if (!query.startsWith("subscription")) return told(JSON.parse(/^data: (\{.*\})$/m.exec(await response.text())?.[1] ?? "{}") as object);
  const reader = response.body.getReader();
  for (let text = ""; ;) {
    const { value, done } = await reader.read();
    text += Buffer.from(value ?? []).toString();
    const [, next] = /^data: (\{.*\})$/m.exec(text) ?? [];
    if (!next && !done) continue;
    await reader.cancel();
    return told(next ? (JSON.parse(next) as object) : {});
  }
};

const clients = new Map<string, Client>();

const overWebSocket: Ask = async (hub, token, query, variables) => {
  const key = `${hub.url} ${token}`;
  const client = clients.get(key) ?? createClient({
    url: `${hub.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket, lazyCloseTimeout: 1_000, retryAttempts: 0,
    ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  clients.set(key, client);
  const answers = client.iterate({ query, variables });
  try {
    const { value } = await answers.next();
    return told(value ?? {});
  } catch (error) {
    if (!Array.isArray(error)) throw error;
    return told({ errors: error });
  } finally {
    await answers.return?.();
  }
};

const told = ({ data = null, errors = [] }: { data?: Data; errors?: unknown }): Told => ({ data, errors: errors as Answer["errors"] });

/** Each way of asking; subscriptions do not go over HTTP. */
export const TRANSPORTS: Record<"HTTP" | "WebSocket" | "SSE", Ask> = {
  HTTP: (hub, token, query, variables) => ask(hub.url, { query, variables }, token),
  WebSocket: overWebSocket,
  SSE: overSse,
};
