import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { ImpactSnapshotEntity } from "../entities/impact.entity.ts";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import { AffectedCustomersInput, RecordImpactInput } from "../schema/impact.input.ts";
import { AffectedCustomersPreviewType } from "../schema/impact-preview.type.ts";
import { ImpactSnapshotType, ImpactType } from "../schema/impact.type.ts";
import { IncidentType } from "../schema/incident.type.ts";
import { MoneyType } from "../schema/money.type.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import * as impact from "../services/impact/index.ts";
import { load } from "../services/load.ts";
import * as outreach from "../services/outreach/index.ts";

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
  @Query(() => AffectedCustomersPreviewType, { description: "What `changeAffectedCustomers` would do with this input: accounts, unknown ids, figures and severity afterwards. Nothing is changed, and unknown ids refuse nothing." })
  previewAffectedCustomers(@Ctx() ctx: ServiceContext, @Arg("input", () => AffectedCustomersInput, { description: "As for `changeAffectedCustomers`." }) input: AffectedCustomersInput) {
    return impact.previewAffectedCustomers(ctx, input);
  }

  @FieldResolver()
  customersAffected(@Root() incident: IncidentEntity) {
    return impact.affectedBy(incident);
  }

  @FieldResolver()
  async affectedBySource(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, impact.sourcesOf, incident.id)) ?? [];
  }

  @FieldResolver()
  figures(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return impact.knownFigures(ctx, incident);
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
    return outreach.proposesDirectOutreach(ctx, incident);
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
