import type { Audience } from "../../entities/vocabulary.ts";
import { promisedTime } from "../guardrail/inspect.rules.ts";
import { isForCustomers } from "./communication.rules.ts";

/** When a message promises its readers the next update: at the time in its text or that beside it, whichever comes first. */
export function promisedBy({ audience, body, nextUpdateAt }: { audience: Audience; body: string; nextUpdateAt: Date | null }, now: Date): Date | null {
  const said = isForCustomers(audience) ? promisedTime(body, now) : null;
  return said && nextUpdateAt ? new Date(Math.min(said.getTime(), nextUpdateAt.getTime())) : (said ?? nextUpdateAt);
}
