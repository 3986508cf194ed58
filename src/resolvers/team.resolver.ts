import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { TeamEntity } from "../entities/team.entity.ts";
import { Right } from "../schema/right.ts";
import { CreateTeamInput, UpdateTeamInput } from "../schema/team.input.ts";
import { TeamConnectionType, TeamType } from "../schema/team.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";
import * as services from "../services/service/index.ts";
import * as teams from "../services/team/index.ts";
import { AFTER, FIRST } from "./page-args.ts";

@Resolver(() => TeamType)
export class TeamResolver {
  @Right("directory:read")
  @Query(() => TeamType, { nullable: true, description: "One team, by its id or its slug. Null if there is none." })
  team(
    @Ctx() ctx: ServiceContext,
    @Arg("id", () => ID, { nullable: true, description: "Its id. Give this or `slug`." }) id?: string,
    @Arg("slug", () => String, { nullable: true, description: "Its slug, such as `platform`." }) slug?: string,
  ) {
    return teams.find(ctx, { id, slug });
  }

  @Right("directory:read")
  @Query(() => TeamConnectionType, { description: "The teams, by name." })
  teams(
    @Ctx() ctx: ServiceContext,
    @Arg("text", () => String, { nullable: true, description: "Only those with this in their name or slug, in any case." }) text: string | undefined,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return teams.page(ctx, { text }, { first, after });
  }

  @Right("directory:write")
  @Mutation(() => TeamType, { description: "Adds a team to the directory." })
  createTeam(@Ctx() ctx: ServiceContext, @Arg("input", () => CreateTeamInput, { description: "The team." }) input: CreateTeamInput) {
    return teams.createTeam(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => TeamType, { description: "Changes a team." })
  updateTeam(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateTeamInput, { description: "Which team, and what becomes different." }) input: UpdateTeamInput) {
    return teams.updateTeam(ctx, input);
  }

  @FieldResolver()
  async defaultRoles(@Root() { id }: TeamEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, teams.defaultRolesOf, id)) ?? [];
  }

  @FieldResolver()
  async members(@Root() { id }: TeamEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, responders.membersOf, id)) ?? [];
  }

  @FieldResolver()
  async services(@Root() { id }: TeamEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, services.ownedBy, id)) ?? [];
  }
}
