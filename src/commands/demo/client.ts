import { setTimeout as pause } from "node:timers/promises";

/** One client of the hub: sends a document and answers with its data. */
export type Client = <T>(document: string, variables?: object) => Promise<T>;

interface Answer<T> {
  data?: T | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** A database that went away is back within seconds. */
const TRIES = 20;
const BETWEEN_TRIES = 500;

/** Speaks to the hub as any program would: over HTTP, with its own key, and again while the hub says UNAVAILABLE. */
export function connect(hub: string, token: string): Client {
  return async <T>(document: string, variables: object = {}) => {
    for (let left = TRIES; ; left -= 1) {
      const { data, errors = [] } = await ask<T>(hub, token, JSON.stringify({ query: document, variables }));
      const [error] = errors;
      if (data && !error) return data;
      const code = error?.extensions?.code ?? "no data";
      if (code !== "UNAVAILABLE" || left === 1) throw new Error(`${error?.message ?? "The hub answered nothing"} (${code})`);
      await pause(BETWEEN_TRIES);
    }
  };
}

async function ask<T>(hub: string, token: string, body: string): Promise<Answer<T>> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const response = await fetch(`${hub}/graphql`, { method: "POST", headers, body });
  return (await response.json()) as Answer<T>;
}
