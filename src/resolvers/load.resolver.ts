import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { CommandLoadType, CommanderProposalType } from "../schema/load.type.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";
import * as roles from "../services/role/index.ts";

@Resolver(() => CommandLoadType)
export class CommandLoadResolver {
  @Right("incident:read")
  @Query(() => [CommandLoadType], { description: "Everybody who has led an incident in the last 90 days or has a role on an open one, who carries the most first." })
  commanderLoad(@Ctx() ctx: ServiceContext) {
    return roles.commanderLoad(ctx);
  }

  @Right("incident:read")
  @Query(() => CommanderProposalType, {
    description: "Who might command next: of those on call as commander, and where nobody is, of all who take turns or belong to the team, whoever carries the least.",
  })
  nextCommander(
    @Ctx() ctx: ServiceContext,
    @Arg("scheduleId", () => ID, { nullable: true, description: "A schedule of commanders, by id or slug. Give this or `teamSlug`." }) scheduleId?: string,
    @Arg("teamSlug", () => String, { nullable: true, description: "The team whose commander on call is meant." }) teamSlug?: string,
  ) {
    return roles.nextCommander(ctx, { scheduleId, teamSlug });
  }

  @FieldResolver()
  responder(@Root() { responderId }: roles.CommandLoad, @Ctx() ctx: ServiceContext) {
    return load(ctx, responders.byIds, responderId);
  }
}

@Resolver(() => CommanderProposalType)
export class CommanderProposalResolver {
  @FieldResolver()
  responder(@Root() { responderId }: roles.CommanderProposal, @Ctx() ctx: ServiceContext) {
    return responderId && load(ctx, responders.byIds, responderId);
  }
}
