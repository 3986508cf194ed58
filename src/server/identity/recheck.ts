import { setTimeout as delay } from "node:timers/promises";
import type { LiveDoor } from "../live/graphql-ws.ts";

/** With the two seconds that the authenticator remembers a key, a revoked one is out within five. */
const RECHECK_MS = 2_000;

/** Looks again and again whose keys still hold, and what the others may see. Returns how to stop. */
export function recheck({ visitors, rooms, actorOf }: Pick<LiveDoor, "visitors" | "rooms" | "actorOf">): () => Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  const checking = (async () => {
    while (!signal.aborted) {
      await delay(RECHECK_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      await visitors.recheck(actorOf);
      await rooms.recheck().catch(() => {}); // the database is away; nothing can have changed that is known
    }
  })();
  return () => {
    ending.abort();
    return checking;
  };
}
