import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { ScheduleEntity } from "../entities/schedule.entity.ts";
import { Right } from "../schema/right.ts";
import { AddOverrideInput, CreateScheduleInput, DeleteScheduleInput, ImportRosterInput, RemoveOverrideInput, UpdateScheduleInput } from "../schema/schedule.input.ts";
import { ScheduleConnectionType, ScheduleOverrideType, ScheduleType } from "../schema/schedule.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as onCall from "../services/oncall/index.ts";
import * as responders from "../services/responder/index.ts";
import * as schedules from "../services/schedule/index.ts";
import * as teams from "../services/team/index.ts";
import { AFTER, FIRST } from "./page-args.ts";

@Resolver(() => ScheduleType)
export class ScheduleResolver {
  @Right("directory:read")
  @Query(() => ScheduleType, { nullable: true, description: "One schedule, by its id or its slug. Null if there is none." })
  schedule(
    @Ctx() ctx: ServiceContext,
    @Arg("id", () => ID, { nullable: true, description: "Its id. Give this or `slug`." }) id?: string,
    @Arg("slug", () => String, { nullable: true, description: "Its slug, such as `payments-primary`." }) slug?: string,
  ) {
    return schedules.find(ctx, { id, slug });
  }

  @Right("directory:read")
  @Query(() => ScheduleConnectionType, { description: "The schedules, by name." })
  schedules(
    @Ctx() ctx: ServiceContext,
    @Arg("text", () => String, { nullable: true, description: "Only those with this in their name or slug, in any case." }) text: string | undefined,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return schedules.page(ctx, { text }, { first, after });
  }

  @Right("directory:write")
  @Mutation(() => ScheduleType, { description: "Adds a schedule to the directory." })
  createSchedule(@Ctx() ctx: ServiceContext, @Arg("input", () => CreateScheduleInput, { description: "The schedule." }) input: CreateScheduleInput) {
    return schedules.createSchedule(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => ScheduleType, { description: "Changes a schedule from now on: who was on call until now stays on record, and escalations that run keep those whom they have found." })
  updateSchedule(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateScheduleInput, { description: "Which schedule, and what becomes different." }) input: UpdateScheduleInput) {
    return schedules.updateSchedule(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => ScheduleType, { description: "Deletes a schedule with its overrides, its calendar and its record. CONFLICT while a team's role points to it. Answers with what it was." })
  deleteSchedule(@Ctx() ctx: ServiceContext, @Arg("input", () => DeleteScheduleInput, { description: "Which schedule." }) input: DeleteScheduleInput) {
    return schedules.deleteSchedule(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => ScheduleOverrideType, { description: "Lets somebody else be on call for a while. CONFLICT if it overlaps an override that speaks of the same people with the same priority." })
  addOverride(@Ctx() ctx: ServiceContext, @Arg("input", () => AddOverrideInput, { description: "Who, when and how." }) input: AddOverrideInput) {
    return schedules.addOverride(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => ScheduleOverrideType, { description: "Takes an override back; one that has begun ends now. CONFLICT if it is over." })
  removeOverride(@Ctx() ctx: ServiceContext, @Arg("input", () => RemoveOverrideInput, { description: "Which override." }) input: RemoveOverrideInput) {
    return schedules.removeOverride(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => ScheduleType, { description: "Puts a calendar that is kept elsewhere in the place of one layer. Imported again, it replaces what it was." })
  importRoster(@Ctx() ctx: ServiceContext, @Arg("input", () => ImportRosterInput, { description: "The calendar, and for which schedule." }) input: ImportRosterInput) {
    return schedules.importRoster(ctx, input);
  }

  @FieldResolver()
  team(@Root() { teamId }: ScheduleEntity, @Ctx() ctx: ServiceContext) {
    return teamId && load(ctx, teams.byIds, teamId);
  }

  @FieldResolver()
  temporarySchedules(@Root() { temporary }: ScheduleEntity) {
    return temporary;
  }

  @FieldResolver()
  async overrides(@Root() { id }: ScheduleEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, schedules.overridesOf, id)) ?? [];
  }

  @FieldResolver()
  async onCallNow(@Root() { id }: ScheduleEntity, @Ctx() ctx: ServiceContext) {
    const people = (await load(ctx, onCall.onCallNow, id)) ?? [];
    return (await Promise.all(people.map((one) => load(ctx, responders.byIds, one)))).filter((one) => one !== undefined);
  }
}
