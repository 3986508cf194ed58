import type { ResponderEntity } from "../../entities/responder.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { id } from "../input.ts";

/** Who is on call. There are no schedules yet, so none is found. */
export async function onCall(ctx: ServiceContext, scheduleId: string, _at: Date): Promise<ResponderEntity[]> {
  authorise(ctx, "directory:read");
  throw notFound(`schedule ${id("scheduleId", scheduleId)}`, "scheduleId");
}
