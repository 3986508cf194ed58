import type { ServiceContext } from "../context.ts";
import { rosters } from "./roster.store.ts";
import { onCallAt } from "./schedule.rules.ts";

/** Ids of those on call on each schedule at an instant, first to be paged first; a schedule with nobody on call is absent. */
export async function onCallOn(ctx: Pick<ServiceContext, "db">, scheduleIds: readonly string[], at: Date): Promise<Map<string, string[]>> {
  const found = await rosters(ctx, scheduleIds, { from: at, to: at });
  return new Map([...found].map(([id, roster]) => [id, onCallAt(roster, at.getTime())] as const).filter(([, people]) => people.length > 0));
}

/** Those on call on each schedule now. */
export const onCallNow = (ctx: ServiceContext, scheduleIds: string[]): Promise<Map<string, string[]>> => onCallOn(ctx, scheduleIds, ctx.now());

/** Who is first on call on each schedule now. */
export async function firstOn(ctx: ServiceContext, scheduleIds: string[]): Promise<Map<string, string>> {
  const onCall = await onCallNow(ctx, scheduleIds);
  return new Map([...onCall].map(([id, people]) => [id, people[0] as string]));
}
