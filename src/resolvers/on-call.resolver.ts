import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { ResponderType } from "../schema/responder.type.ts";
import { Right } from "../schema/right.ts";
import { DateTime } from "../schema/scalars.ts";
import type { ServiceContext } from "../services/context.ts";
import * as onCall from "../services/oncall/index.ts";

@Resolver()
export class OnCallResolver {
  @Right("directory:read")
  @Query(() => [ResponderType], { description: "Who is on call on a schedule, first to be paged first. NOT_FOUND for a schedule that does not exist." })
  onCall(
    @Ctx() ctx: ServiceContext,
    @Arg("scheduleId", () => ID, { description: "The schedule." }) scheduleId: string,
    @Arg("at", () => DateTime, { nullable: true, description: "The instant asked about; left out, now." }) at?: Date,
  ) {
    return onCall.onCall(ctx, scheduleId, at ?? ctx.now());
  }
}
