import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { EditResponsePlanInput } from "../schema/plan.input.ts";
import { ResponsePlanType } from "../schema/plan.type.ts";
import { EditPolicyInput, PolicyType } from "../schema/policy.type.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import * as plans from "../services/plan/index.ts";
import * as policies from "../services/policy/index.ts";

@Resolver()
export class PlanResolver {
  @Right("policy:read")
  @Query(() => [ResponsePlanType], { description: "What each severity demands now, SEV1 first." })
  responsePlans(@Ctx() ctx: ServiceContext) {
    return plans.list(ctx);
  }

  @Right("policy:write")
  @Mutation(() => ResponsePlanType, { description: "Writes the next version of a severity's plan. Incidents keep the version they run on until their severity changes." })
  editResponsePlan(@Ctx() ctx: ServiceContext, @Arg("input", () => EditResponsePlanInput, { description: "The severity and what changes." }) input: EditResponsePlanInput) {
    return plans.editPlan(ctx, input);
  }

  @Right("policy:read")
  @Query(() => PolicyType, { description: "Every number of the rules that belongs to no single severity, as it is now." })
  policy(@Ctx() ctx: ServiceContext) {
    return policies.read(ctx);
  }

  @Right("policy:write")
  @Mutation(() => PolicyType, { description: "Writes the next version of the policy. Incidents keep the version they run on." })
  editPolicy(@Ctx() ctx: ServiceContext, @Arg("input", () => EditPolicyInput, { description: "What changes." }) input: EditPolicyInput) {
    return policies.editPolicy(ctx, input);
  }
}
