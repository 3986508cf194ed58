import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type { OutreachTier } from "../entities/vocabulary.ts";
import { IncidentType } from "../schema/incident.type.ts";
import { OutreachTierEnum } from "../schema/outreach.enum.ts";
import { OutreachPlanType } from "../schema/outreach-plan.type.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import * as outreach from "../services/outreach/index.ts";
import { AFTER, FIRST } from "./page-args.ts";

@Resolver(() => OutreachPlanType)
export class OutreachPlanResolver {
  @FieldResolver()
  entries(
    @Root() incident: IncidentEntity,
    @Ctx() ctx: ServiceContext,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
    @Arg("tiers", () => [OutreachTierEnum], { nullable: true, description: "Only these tiers; ranks stay those of the whole plan." }) tiers?: OutreachTier[],
    @Arg("states", () => [String], { nullable: true, description: "Only these states, such as `planned`." }) states?: string[],
  ) {
    return outreach.outreachPage(ctx, incident, { tiers, states }, { first, after });
  }

  @FieldResolver()
  async counts(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await outreach.countsOf(ctx, incident)).map((count) => ({ ...count, state: outreach.wordFor(count.state) }));
  }

  @FieldResolver()
  directOutreachProposed(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return outreach.proposesDirectOutreach(ctx, incident);
  }
}

@Resolver(() => IncidentType)
export class IncidentOutreachResolver {
  @Right("incident:read", { vendors: "refused" })
  @FieldResolver(() => OutreachPlanType, { description: "Whom to tell, in which order, and how far that is." })
  outreach(@Root() incident: IncidentEntity) {
    return incident;
  }
}
