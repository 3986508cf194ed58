import type { ServiceContext } from "../context.ts";
import { byIds } from "../responder/responder.store.ts";
import { readinessOf, warningsOf } from "./readiness.ts";

/** What to warn of beside each schedule. */
export async function warningsOn(ctx: ServiceContext, scheduleIds: string[], { days }: { days: number }): Promise<Map<string, string[]>> {
  const found = await readinessOf(ctx, scheduleIds, { days });
  const people = await byIds(ctx, [...new Set([...found.values()].flatMap(({ unreachable }) => unreachable.map(({ responderId }) => responderId)))]);
  return new Map([...found].map(([id, readiness]) => [id, warningsOf(readiness, (responderId) => people.get(responderId)?.name ?? "Somebody who is gone")]));
}
