import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { CrmSettingEntity } from "../entities/crm.entity.ts";
import { ConfigureCrmInput, CrmRunType, CrmType, PullCustomersInput } from "../schema/crm.type.ts";
import { CrmTrialType, TryCrmInput } from "../schema/crm-trial.type.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import * as crms from "../services/crm/index.ts";
import { load } from "../services/load.ts";

@Resolver(() => CrmType)
export class CrmResolver {
  @Right("directory:write", { vendors: "refused" })
  @Query(() => [CrmType], { description: "The endpoints that accounts are pulled from, with how their pulls went." })
  crms(@Ctx() ctx: ServiceContext) {
    return crms.listCrms(ctx);
  }

  @Right("secret:manage")
  @Mutation(() => CrmType, { description: "Sets up where accounts are pulled from, for all hubs. UNAVAILABLE for a secret on a hub without MUSTER_SECRET_KEY. For admins." })
  configureCrm(@Ctx() ctx: ServiceContext, @Arg("input", () => ConfigureCrmInput, { description: "The endpoint, and how to read it." }) input: ConfigureCrmInput) {
    return crms.configureCrm(ctx, input);
  }

  @Right("secret:manage")
  @Mutation(() => CrmTrialType, {
    description: "Asks a CRM for its first page and tells what a pull would make of it. Nothing is written but the audit entry. A CRM that fails is a `problem` of the answer. For admins.",
  })
  tryCrm(@Ctx() ctx: ServiceContext, @Arg("input", () => TryCrmInput, { description: "Which CRM, or a configuration that is not kept." }) input: TryCrmInput) {
    return crms.tryCrm(ctx, input);
  }

  @Right("directory:write", { vendors: "refused" })
  @Mutation(() => CrmRunType, { description: "Asks for a pull of accounts as soon as may be; the answer is the run, which `crms` shows going on. Open incidents that count an account are counted again as it changes." })
  pullCustomers(@Ctx() ctx: ServiceContext, @Arg("input", () => PullCustomersInput, { description: "From where." }) input: PullCustomersInput) {
    return crms.pullCustomers(ctx, input);
  }

  @FieldResolver()
  hasSecret(@Root() { sealed }: CrmSettingEntity) {
    return sealed !== null;
  }

  @FieldResolver()
  async runs(
    @Root() { name }: CrmSettingEntity,
    @Ctx() ctx: ServiceContext,
    @Arg("count", () => Int, { nullable: true, defaultValue: 10, description: "How many, 1 to 100." }) count: number,
  ) {
    return (await load(ctx, crms.runsOf, name, { count })) ?? [];
  }
}
