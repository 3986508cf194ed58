import type { Client } from "graphql-ws";
import type { Data, Variables } from "./hub.ts";

export interface Following {
  /** The next thing that arrives: data, or the errors it came with. */
  next(): Promise<Data>;
  leave(): Promise<void>;
}

/** A subscription of an unmodified graphql-ws client, read one message at a time. */
export function follow(client: Client, query: string, variables: Variables = {}): Following {
  const messages = client.iterate<Data>({ query, variables });
  return {
    async next() {
      const { value, done } = await messages.next();
      if (done) return null;
      return value.errors ? { errors: value.errors } : value.data;
    },
    async leave() {
      await messages.return?.();
    },
  };
}
