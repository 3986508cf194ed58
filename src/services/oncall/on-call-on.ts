import type { ServiceContext } from "../context.ts";

/** Ids of those on call on each schedule at an instant, first to be paged first; a schedule with nobody on call is absent. */
export async function onCallOn(_ctx: ServiceContext, _scheduleIds: readonly string[], _at: Date): Promise<Map<string, string[]>> {
  return new Map();
}

/** Who is first on call on each schedule now. */
export async function firstOn(ctx: ServiceContext, scheduleIds: string[]): Promise<Map<string, string>> {
  const onCall = await onCallOn(ctx, scheduleIds, ctx.now());
  return new Map([...onCall].map(([id, people]) => [id, people[0] as string]));
}
