import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import type { ImpactSnapshotEntity } from "../entities/impact.entity.ts";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import { AffectedCustomersInput, RecordImpactInput } from "../schema/impact.input.ts";
import { ImpactSnapshotType, ImpactType } from "../schema/impact.type.ts";
import { IncidentType } from "../schema/incident.type.ts";
import { MoveIncidentInput } from "../schema/lifecycle.input.ts";
import { MoneyType } from "../schema/money.type.ts";
import { OutreachEntryType } from "../schema/outreach.type.ts";
import { RecordCustomerCallInput } from "../schema/resolution.input.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import * as impact from "../services/impact/index.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";

@Resolver(() => ImpactType)
export class ImpactResolver {
  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "States what the incident does to customers. A field left out stays as it was, null takes it back. Raises the severity by itself where a rule says so." })
  recordImpact(@Ctx() ctx: ServiceContext, @Arg("input", () => RecordImpactInput, { description: "The statement." }) input: RecordImpactInput) {
    return impact.recordImpact(ctx, input);
  }

  @Right("incident:write", { vendors: "refused" })
  @Mutation(() => IncidentType, { description: "Adds and removes affected accounts in bulk; doing it twice changes nothing. Unknown ids refuse the whole call with NOT_FOUND and `unknown`." })
  changeAffectedCustomers(@Ctx() ctx: ServiceContext, @Arg("input", () => AffectedCustomersInput, { description: "The accounts." }) input: AffectedCustomersInput) {
    return impact.changeAffectedCustomers(ctx, input);
  }

  @Right("incident:write", { vendors: "refused" })
  @Mutation(() => IncidentType, { description: "Records a call to an affected account, which keeps its CSM_CALL promise." })
  recordCustomerCall(@Ctx() ctx: ServiceContext, @Arg("input", () => RecordCustomerCallInput, { description: "The call." }) input: RecordCustomerCallInput) {
    return impact.recordCustomerCall(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "The commander's decision to talk to the few affected accounts in place of page and banner. Lets STATUS_PAGE go with the `reason`, which is required; CONFLICT where more accounts are affected." })
  chooseDirectOutreach(@Ctx() ctx: ServiceContext, @Arg("input", () => MoveIncidentInput, { description: "The incident and the reason." }) input: MoveIncidentInput) {
    return impact.chooseDirectOutreach(ctx, input);
  }

  @Right("incident:read", { vendors: "refused" })
  @Query(() => [OutreachEntryType], { description: "The affected accounts in the order in which to reach out. FORBIDDEN to a vendor on the incident." })
  outreachPlan(@Ctx() ctx: ServiceContext, @Arg("incidentId", () => ID, { description: "The incident." }) incidentId: string) {
    return impact.outreachPlan(ctx, incidentId);
  }

  @FieldResolver()
  customersAffected(@Root() incident: IncidentEntity) {
    return impact.affectedBy(incident);
  }

  @FieldResolver()
  async affectedBySource(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, impact.sourcesOf, incident.id)) ?? [];
  }

  @FieldResolver(() => [MoneyType])
  revenueAtRisk(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return impact.revenueAtRisk(ctx, incident);
  }

  @FieldResolver()
  revenueAtRiskTotal(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return impact.revenueAtRiskTotal(ctx, incident);
  }

  @FieldResolver()
  percentOfService(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return impact.percentOfService(ctx, incident);
  }

  @FieldResolver()
  description(@Root() { impactDescription }: IncidentEntity) {
    return impactDescription;
  }

  @FieldResolver()
  directOutreachProposed(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return impact.proposesDirectOutreach(ctx, incident);
  }

  @FieldResolver()
  workaroundAvailable(@Root() { workaround }: IncidentEntity) {
    return workaround !== null;
  }
}

@Resolver(() => ImpactSnapshotType)
export class ImpactSnapshotResolver {
  @FieldResolver()
  revenueAtRiskTotal(@Root() snapshot: ImpactSnapshotEntity, @Ctx() ctx: ServiceContext) {
    return impact.revenueOf(ctx, snapshot);
  }
}

@Resolver(() => OutreachEntryType)
export class OutreachEntryResolver {
  @FieldResolver()
  owner(@Root() { ownerId }: impact.OutreachEntry, @Ctx() ctx: ServiceContext) {
    return ownerId && load(ctx, responders.byIds, ownerId);
  }
}
