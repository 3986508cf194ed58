import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import type { HeartbeatEntity } from "../entities/heartbeat.entity.ts";
import { CreateHeartbeatInput, HeartbeatAddressType, HeartbeatOfInput, HeartbeatType, UpdateHeartbeatInput } from "../schema/heartbeat.type.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import * as heartbeats from "../services/heartbeat/index.ts";
import { load } from "../services/load.ts";
import * as services from "../services/service/index.ts";
import * as teams from "../services/team/index.ts";

@Resolver(() => HeartbeatType)
export class HeartbeatResolver {
  @Right("directory:read")
  @Query(() => [HeartbeatType], { description: "The heartbeats, late ones first." })
  heartbeats(@Ctx() ctx: ServiceContext) {
    return heartbeats.listHeartbeats(ctx);
  }

  @Right("directory:read")
  @Query(() => HeartbeatType, { nullable: true, description: "One heartbeat, by id or slug. Null if there is none." })
  heartbeat(
    @Ctx() ctx: ServiceContext,
    @Arg("id", () => ID, { nullable: true, description: "Its id. Give this or `slug`." }) id?: string,
    @Arg("slug", () => String, { nullable: true, description: "Its slug." }) slug?: string,
  ) {
    return heartbeats.findHeartbeat(ctx, { id, slug });
  }

  @Right("directory:write")
  @Mutation(() => HeartbeatAddressType, { description: "Makes an address to be called every so often." })
  createHeartbeat(@Ctx() ctx: ServiceContext, @Arg("input", () => CreateHeartbeatInput, { description: "How often, and what its silence opens." }) input: CreateHeartbeatInput) {
    return heartbeats.createHeartbeat(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => HeartbeatType, { description: "Changes a heartbeat; its address stays." })
  updateHeartbeat(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateHeartbeatInput, { description: "Which, and what becomes different." }) input: UpdateHeartbeatInput) {
    return heartbeats.updateHeartbeat(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => HeartbeatAddressType, { description: "Gives a heartbeat another address; the one before ends at once." })
  rotateHeartbeat(@Ctx() ctx: ServiceContext, @Arg("input", () => HeartbeatOfInput, { description: "Which." }) input: HeartbeatOfInput) {
    return heartbeats.rotateHeartbeat(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => HeartbeatType, { description: "Forgets a heartbeat and its address. What it has opened stays." })
  deleteHeartbeat(@Ctx() ctx: ServiceContext, @Arg("input", () => HeartbeatOfInput, { description: "Which." }) input: HeartbeatOfInput) {
    return heartbeats.deleteHeartbeat(ctx, input);
  }

  @FieldResolver()
  state(@Root() heartbeat: HeartbeatEntity) {
    return heartbeats.stateOf(heartbeat);
  }

  @FieldResolver()
  service(@Root() { serviceId }: HeartbeatEntity, @Ctx() ctx: ServiceContext) {
    return serviceId && load(ctx, services.byIds, serviceId);
  }

  @FieldResolver()
  team(@Root() { teamId }: HeartbeatEntity, @Ctx() ctx: ServiceContext) {
    return teamId && load(ctx, teams.byIds, teamId);
  }
}

@Resolver(() => HeartbeatAddressType)
export class HeartbeatAddressResolver {
  @FieldResolver(() => String)
  path(@Root() { token }: heartbeats.Addressed) {
    return `/heartbeat/${token}`;
  }
}
