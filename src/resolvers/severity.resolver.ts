import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { IncidentType } from "../schema/incident.type.ts";
import { Right } from "../schema/right.ts";
import { ChangeSeverityInput, SeverityInput } from "../schema/severity.input.ts";
import { SeverityAssessmentType } from "../schema/severity.type.ts";
import type { ServiceContext } from "../services/context.ts";
import * as severity from "../services/severity/index.ts";

@Resolver()
export class SeverityResolver {
  @Right("policy:read")
  @Query(() => SeverityAssessmentType, { description: "What severity these facts give by the newest policy, and why. Changes nothing." })
  assessSeverity(@Ctx() ctx: ServiceContext, @Arg("input", () => SeverityInput, { description: "The facts; one left out is not known." }) input: SeverityInput) {
    return severity.assessSeverity(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Sets or confirms the severity by a person's word. From then on only a rule that is not firing now raises it by itself." })
  changeSeverity(@Ctx() ctx: ServiceContext, @Arg("input", () => ChangeSeverityInput, { description: "The severity and the reason." }) input: ChangeSeverityInput) {
    return severity.changeSeverity(ctx, input);
  }
}
