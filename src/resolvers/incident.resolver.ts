import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from "type-graphql";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type { TimelineKind } from "../entities/vocabulary.ts";
import { IncidentFilter, IncidentOrder } from "../schema/incident-filter.input.ts";
import { IncidentConnectionType, IncidentType } from "../schema/incident.type.ts";
import { Right } from "../schema/right.ts";
import { TimelineKindEnum } from "../schema/timeline.enum.ts";
import * as actions from "../services/action/index.ts";
import * as clocks from "../services/clock/index.ts";
import * as communications from "../services/communication/index.ts";
import type { ServiceContext } from "../services/context.ts";
import * as escalations from "../services/escalation/index.ts";
import * as impact from "../services/impact/index.ts";
import * as incidents from "../services/incident/index.ts";
import { load } from "../services/load.ts";
import * as plans from "../services/plan/index.ts";
import * as services from "../services/service/index.ts";
import * as severity from "../services/severity/index.ts";
import * as teams from "../services/team/index.ts";
import * as timeline from "../services/timeline/index.ts";
import { asked, askedOfPage, Needs } from "./asked.ts";
import { AFTER, FIRST } from "./page-args.ts";

@Resolver(() => IncidentType)
export class IncidentResolver {
  @Right("incident:read")
  @Query(() => IncidentType, { nullable: true, description: "One incident, by its id or its reference. Null if there is none that the caller may see." })
  incident(
    @Ctx() ctx: ServiceContext,
    @Arg("id", () => ID, { nullable: true, description: "Its id. Give this or `reference`." }) id?: string,
    @Arg("reference", () => String, { nullable: true, description: "Its reference, such as `INC-2024-0215-001`." }) reference?: string,
  ) {
    return incidents.find(ctx, { id: id ?? null, reference: reference ?? null });
  }

  @Right("incident:read")
  @Query(() => IncidentConnectionType, { description: "The incidents that the caller may see and that match the filter." })
  incidents(
    @Ctx() ctx: ServiceContext,
    @Info() info: GraphQLResolveInfo,
    @Arg("filter", () => IncidentFilter, { nullable: true, description: "Left out: all." }) filter: IncidentFilter | undefined,
    @Arg("orderBy", () => IncidentOrder, { nullable: true, description: "Left out: the newest detection first." }) orderBy: IncidentOrder | undefined,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return incidents.list(ctx, { filter: filter ?? null, orderBy: orderBy ?? null, first, after }, askedOfPage(info));
  }

  @FieldResolver()
  allowedTransitions(@Root() incident: IncidentEntity) {
    return incidents.allowedMoves(incident);
  }

  @FieldResolver()
  severityReasons(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return severity.reasonsOf(ctx, incident);
  }

  @FieldResolver()
  @Needs<IncidentEntity>("severityBaseline")
  severitySetByPerson(@Root() incident: IncidentEntity) {
    return incident.severityBaseline !== null;
  }

  @FieldResolver()
  @Needs<IncidentEntity>("expanding")
  urgent(@Root() incident: IncidentEntity) {
    return incident.expanding;
  }

  @FieldResolver()
  @Needs<IncidentEntity>("serviceId")
  service(@Root() { serviceId }: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return serviceId && load(ctx, services.byIds, serviceId);
  }

  @FieldResolver()
  @Needs<IncidentEntity>("ownerTeamId")
  ownerTeam(@Root() { ownerTeamId }: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return ownerTeamId && load(ctx, teams.byIds, ownerTeamId);
  }

  @FieldResolver()
  @Needs<IncidentEntity>("severity", "planVersion")
  responsePlan(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return load(ctx, plans.byPlanKey, plans.planKey(incident.severity, incident.planVersion));
  }

  @FieldResolver()
  impact(@Root() incident: IncidentEntity) {
    return incident;
  }

  @FieldResolver()
  @Needs<IncidentEntity>("id")
  async impactHistory(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, impact.snapshotsOf, incident.id)) ?? [];
  }

  @FieldResolver()
  affectedCustomers(
    @Root() incident: IncidentEntity,
    @Ctx() ctx: ServiceContext,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return impact.affectedCustomers(ctx, incident, { first, after });
  }

  @FieldResolver()
  timeline(
    @Root() incident: IncidentEntity,
    @Ctx() ctx: ServiceContext,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
    @Arg("kinds", () => [TimelineKindEnum], { nullable: true, description: "Only events of these kinds." }) kinds?: TimelineKind[],
  ) {
    return timeline.list(ctx, incident, { first, after, kinds: kinds ?? null });
  }

  @FieldResolver()
  @Needs<IncidentEntity>("id")
  async latestEvents(
    @Root() incident: IncidentEntity,
    @Ctx() ctx: ServiceContext,
    @Info() info: GraphQLResolveInfo,
    @Arg("count", () => Int, { nullable: true, defaultValue: 5, description: "How many, 1 to 100." }) count: number | null,
  ) {
    return (await load(ctx, timeline.latestOf, incident.id, { count: count ?? 5, only: asked(info) })) ?? [];
  }

  @FieldResolver()
  @Needs<IncidentEntity>("id")
  async clocks(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, clocks.clocksOf, incident.id)) ?? [];
  }

  @FieldResolver()
  @Needs<IncidentEntity>("id")
  async nextUpdateDueAt(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return clocks.nextUpdateDue((await load(ctx, clocks.clocksOf, incident.id)) ?? []);
  }

  @FieldResolver()
  @Needs<IncidentEntity>("id")
  async escalationLevel(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, escalations.escalationsOf, incident.id))?.find(escalations.isRunning)?.level ?? 0;
  }

  @FieldResolver()
  @Needs<IncidentEntity>("id")
  async escalations(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, escalations.escalationsOf, incident.id)) ?? [];
  }

  @FieldResolver()
  @Needs<IncidentEntity>("id")
  async actions(
    @Root() incident: IncidentEntity,
    @Ctx() ctx: ServiceContext,
    @Arg("open", () => Boolean, { nullable: true, description: "True: still to do. False: settled. Left out: all." }) open?: boolean,
  ) {
    return (await load(ctx, actions.actionsOf, incident.id, { open: open ?? null })) ?? [];
  }

  @FieldResolver()
  communications(
    @Root() incident: IncidentEntity,
    @Ctx() ctx: ServiceContext,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return communications.list(ctx, incident, { first, after });
  }

  @FieldResolver()
  cancellationRequested(@Root() incident: IncidentEntity) {
    return incident.cancelRequestedBy !== null && incident.status !== "CANCELLED";
  }

  @FieldResolver()
  @Needs<IncidentEntity>("postMortemOwed")
  postMortemRequired(@Root() incident: IncidentEntity) {
    return incident.postMortemOwed;
  }

  @FieldResolver()
  async postMortemDueAt(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await incidents.postMortemDue(ctx, incident)).dueAt;
  }

  @FieldResolver()
  async postMortemDueProjected(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await incidents.postMortemDue(ctx, incident)).projected;
  }
}
