import type { WebClientOptions } from "@slack/web-api";
import type { Asks } from "./http-outcome.ts";

type Fetch = NonNullable<WebClientOptions["fetch"]>;

/** Slack's client over the hub's one way out. It sends forms and JSON alone; uploads are not for it. */
export const slackFetch = (outbound: Asks): Fetch => async (url, { method = "GET", headers = {}, body } = {}) => {
  if (body !== undefined && typeof body !== "string") throw new TypeError("Only text is sent to Slack");
  const answer = await outbound.request(String(url), { method: method === "GET" ? "GET" : "POST", headers, body: body ?? null });
  const text = answer.body.toString("utf8");
  const named = new Map(Object.entries(answer.headers).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, [value].flat().join(", ")]])));
  return {
    ok: answer.status >= 200 && answer.status < 300,
    status: answer.status,
    statusText: "",
    url: String(url),
    headers: { get: (name: string) => named.get(name.toLowerCase()) ?? null, entries: () => named.entries() },
    arrayBuffer: async () => new Uint8Array(answer.body).buffer,
    json: async () => JSON.parse(text) as unknown,
    text: async () => text,
  };
};
