import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { CalendarLinkType, RotateCalendarLinkInput } from "../schema/calendar.type.ts";
import { OnCallReadinessType } from "../schema/readiness.type.ts";
import { ResponderType } from "../schema/responder.type.ts";
import { Right } from "../schema/right.ts";
import { DateTime } from "../schema/scalars.ts";
import { CoverageGapType, ShiftType } from "../schema/schedule.type.ts";
import type { ServiceContext } from "../services/context.ts";
import * as onCall from "../services/oncall/index.ts";

const SCHEDULE = { description: "The schedule, by id or slug." };
const FROM = { description: "Begin of the period." };
const TO = { description: "End of the period, at most 732 days behind its begin." };

@Resolver()
export class OnCallResolver {
  @Right("directory:read")
  @Query(() => [ResponderType], { description: "Who is on call on a schedule, first to be paged first. NOT_FOUND for a schedule that does not exist." })
  onCall(
    @Ctx() ctx: ServiceContext,
    @Arg("scheduleId", () => ID, SCHEDULE) scheduleId: string,
    @Arg("at", () => DateTime, { nullable: true, description: "The instant asked about; left out, now." }) at?: Date,
  ) {
    return onCall.onCall(ctx, scheduleId, at ?? ctx.now());
  }

  @Right("directory:read")
  @Query(() => [ShiftType], { description: "The shifts that reach into a period, by their start." })
  shifts(
    @Ctx() ctx: ServiceContext,
    @Arg("scheduleId", () => ID, SCHEDULE) scheduleId: string,
    @Arg("from", () => DateTime, FROM) from: Date,
    @Arg("to", () => DateTime, TO) to: Date,
  ) {
    return onCall.shifts(ctx, scheduleId, { from, to });
  }

  @Right("directory:read")
  @Query(() => [ShiftType], { description: "The shifts that begin next, all that begin together; none if none does within a year." })
  nextOnCall(
    @Ctx() ctx: ServiceContext,
    @Arg("scheduleId", () => ID, SCHEDULE) scheduleId: string,
    @Arg("after", () => DateTime, { nullable: true, description: "After which instant; left out, now." }) after?: Date,
  ) {
    return onCall.nextOnCall(ctx, scheduleId, after ?? ctx.now());
  }

  @Right("directory:read")
  @Query(() => [CoverageGapType], { description: "When nobody is on call in a period." })
  coverageGaps(
    @Ctx() ctx: ServiceContext,
    @Arg("scheduleId", () => ID, SCHEDULE) scheduleId: string,
    @Arg("from", () => DateTime, FROM) from: Date,
    @Arg("to", () => DateTime, TO) to: Date,
  ) {
    return onCall.coverageGaps(ctx, scheduleId, { from, to });
  }

  @Right("directory:read")
  @Query(() => OnCallReadinessType, { description: "What is wrong with the days ahead, of all schedules: gaps, and people on call whom no page would wake." })
  onCallReadiness(@Ctx() ctx: ServiceContext, @Arg("days", () => Int, { nullable: true, defaultValue: 14, description: "How many days ahead, 1 to 366." }) days: number) {
    return onCall.onCallReadiness(ctx, days);
  }

  @Right("incident:write")
  @Mutation(() => CalendarLinkType, {
    description: "Makes the caller's own link to a calendar (iCalendar) of a schedule or a person, in place of the one they had. It ends when the caller's key ends.",
  })
  rotateCalendarLink(@Ctx() ctx: ServiceContext, @Arg("input", () => RotateCalendarLinkInput, { description: "Which calendar." }) input: RotateCalendarLinkInput) {
    return onCall.rotateCalendarLink(ctx, input);
  }
}
