import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { ClockEntity } from "../entities/clock.entity.ts";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import { AssignFollowUpInput, FollowUpConnectionType, FollowUpType } from "../schema/follow-up.type.ts";
import { IncidentType } from "../schema/incident.type.ts";
import { Right } from "../schema/right.ts";
import * as clocks from "../services/clock/index.ts";
import type { ServiceContext } from "../services/context.ts";
import * as followUps from "../services/follow-up/index.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";
import { Needs } from "./asked.ts";
import { AFTER, FIRST } from "./page-args.ts";

@Resolver(() => FollowUpType)
export class FollowUpResolver {
  @Right("incident:read")
  @Query(() => FollowUpConnectionType, { description: "What is owed after resolutions, over all incidents that the caller may see, first due first." })
  followUps(
    @Ctx() ctx: ServiceContext,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("ownerId", () => ID, { nullable: true, description: "Of this responder only." }) ownerId?: string,
    @Arg("open", () => Boolean, { nullable: true, defaultValue: true, description: "False: also what was done or let go." }) open?: boolean,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return followUps.list(ctx, { ownerId: ownerId ?? null, open: open ?? null }, { first, after });
  }

  @Right("incident:write")
  @Mutation(() => FollowUpType, { description: "Gives something owed to somebody else, who is told. CONFLICT where it is done or let go already." })
  assignFollowUp(@Ctx() ctx: ServiceContext, @Arg("input", () => AssignFollowUpInput, { description: "What, and who." }) input: AssignFollowUpInput) {
    return followUps.assignFollowUp(ctx, input);
  }

  @FieldResolver()
  incident(@Root() { incidentId }: ClockEntity, @Ctx() ctx: ServiceContext) {
    return load(ctx, followUps.incidentsByIds, incidentId);
  }

  @FieldResolver()
  summary(@Root() clock: ClockEntity) {
    return followUps.summaryOf(clock);
  }

  @FieldResolver()
  state(@Root() clock: ClockEntity, @Ctx() { now }: ServiceContext) {
    return clocks.stateOf(clock, now());
  }

  @FieldResolver()
  owner(@Root() { ownerId }: ClockEntity, @Ctx() ctx: ServiceContext) {
    return ownerId && load(ctx, responders.byIds, ownerId);
  }

  @FieldResolver()
  clock(@Root() clock: ClockEntity) {
    return clock;
  }

  @FieldResolver()
  audience(@Root() clock: ClockEntity) {
    return followUps.audienceOf(clock);
  }

  @FieldResolver()
  communication(@Root() clock: ClockEntity, @Ctx() ctx: ServiceContext) {
    return followUps.communicationOf(ctx, clock);
  }

  @FieldResolver()
  customer(@Root() clock: ClockEntity, @Ctx() ctx: ServiceContext) {
    return followUps.customerOf(ctx, clock);
  }

  @FieldResolver()
  action(@Root() clock: ClockEntity, @Ctx() ctx: ServiceContext) {
    return followUps.actionOf(ctx, clock);
  }
}

@Resolver(() => IncidentType)
export class IncidentFollowUpResolver {
  @FieldResolver(() => [FollowUpType], { description: "What is owed since the last resolution, done or not, first due first; empty before. A reopen lets it all go." })
  @Needs<IncidentEntity>("id")
  async followUps(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, followUps.followUpsOf, incident.id)) ?? [];
  }
}
