import { BOOTSTRAP_TOKEN, type Data, post, type Variables } from "./hub.ts";
import { aRawSocket, subscribe } from "./raw-socket.ts";

/** The first answer to an operation. */
export type Asking = (url: string, query: string, variables?: Variables, token?: string) => Promise<{ data?: Data; errors?: Data[] }>;

const overHttp: Asking = async (url, query, variables = {}, token = BOOTSTRAP_TOKEN) => {
  const { data, errors } = await post(url, JSON.stringify({ query, variables }), token);
  return errors.length > 0 ? { data, errors } : { data };
};

const overSocket: Asking = async (url, query, variables, token) => {
  const raw = await aRawSocket(url, token === undefined ? {} : { token });
  const answered = new Promise<Data>((resolve) => raw.socket.on("message", (data) => resolve(JSON.parse((data as Buffer).toString()))));
  raw.send(subscribe("1", query, variables));
  const { type, payload } = await answered;
  raw.socket.close();
  return type === "error" ? { errors: payload } : payload;
};

const overStream: Asking = async (url, query, variables, token = BOOTSTRAP_TOKEN) => {
  const leave = new AbortController();
  const headers = { authorization: `Bearer ${token}`, accept: "text/event-stream", "content-type": "application/json" };
  const response = await fetch(`${url}/graphql/stream`, { method: "POST", body: JSON.stringify({ query, variables }), headers, signal: leave.signal });
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const data = /^data: (\{.*\})\n/m.exec(text)?.[1];
    if (data) return JSON.parse(data);
  }
  throw new Error(`The stream ended without an answer: ${text}`);
};

/** By each way on which operations come in. */
export const TRANSPORTS: [string, Asking][] = [["HTTP", overHttp], ["a WebSocket", overSocket], ["an event stream", overStream]];
