/**
 * Why the hub ends a live connection, and the WebSocket close code for it. Clients of graphql-ws give up on 44xx except
 * 4403 and 4408, and come back after the others here; docs/live.md says so for each.
 */
export const FAREWELL = {
  restarting: { code: 1012, words: "The hub restarts; come back" },
  behind: { code: 1013, words: "You are behind; come back with your last cursor" },
  crowded: { code: 1013, words: "The hub has all the live connections it takes; try again later" },
  crowdedAddress: { code: 1013, words: "Your address has all the live connections it may have; try again later" },
  outage: { code: 1013, words: "The database is out of reach; try again" },
  unauthenticated: { code: 4403, words: "The key or sign-in is missing, unknown, revoked or has expired" },
  changed: { code: 4403, words: "What you may do has changed; come back" },
  greedy: { code: 4429, words: "Too many operations at once on one connection" },
  malformed: { code: 4400, words: "Messages are JSON in text frames" },
  fault: { code: 4500, words: "Something went wrong here; it has been logged" },
  /** Nothing is sent: the other side does not answer. */
  silent: { code: 1006, words: "" },
} as const;

export type Farewell = keyof typeof FAREWELL;
