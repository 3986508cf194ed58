import type { ResponderEntity } from "../../entities/responder.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { byIds } from "../responder/index.ts";
import { scheduleOf } from "../schedule/schedule.store.ts";
import { onCallOn } from "./on-call-on.ts";

/** Who is on call on a schedule, named by id or slug, first to be paged first. */
export async function onCall(ctx: ServiceContext, scheduleId: string, at: Date): Promise<ResponderEntity[]> {
  authorise(ctx, "directory:read");
  const schedule = await scheduleOf(ctx, "scheduleId", scheduleId);
  const ids = (await onCallOn(ctx, [schedule.id], at)).get(schedule.id) ?? [];
  const people = await byIds(ctx, ids);
  return ids.flatMap((id) => people.get(id) ?? []);
}
