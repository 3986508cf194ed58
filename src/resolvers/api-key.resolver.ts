import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { ApiKeyEntity } from "../entities/api-key.entity.ts";
import { ApiKeyCreatedType, ApiKeyType, CreateApiKeyInput, RevokeApiKeyInput, RotateApiKeyInput } from "../schema/api-key.type.ts";
import { Right } from "../schema/right.ts";
import { ViewerType } from "../schema/viewer.type.ts";
import * as access from "../services/access/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";
import * as services from "../services/service/index.ts";
import * as teams from "../services/team/index.ts";

@Resolver(() => ApiKeyType)
export class ApiKeyResolver {
  @Right("key:manage")
  @Query(() => [ApiKeyType], { description: "All keys, the newest first. For admins." })
  apiKeys(@Ctx() ctx: ServiceContext) {
    return access.listKeys(ctx);
  }

  @Right("key:manage")
  @Mutation(() => ApiKeyCreatedType, { description: "Makes a key. Its token is in this answer and never again. For admins." })
  createApiKey(@Ctx() ctx: ServiceContext, @Arg("input", () => CreateApiKeyInput, { description: "The key to make." }) input: CreateApiKeyInput) {
    return access.createKey(ctx, input);
  }

  @Right("key:manage")
  @Mutation(() => ApiKeyType, { description: "Ends a key for good. For admins." })
  revokeApiKey(@Ctx() ctx: ServiceContext, @Arg("input", () => RevokeApiKeyInput, { description: "The key to end." }) input: RevokeApiKeyInput) {
    return access.revokeKey(ctx, input);
  }

  @Right("key:manage")
  @Mutation(() => ApiKeyCreatedType, {
    description: "Makes a key's successor, which may do the same, while the old one goes on for a while: two are good at once, never three. For admins.",
  })
  rotateApiKey(@Ctx() ctx: ServiceContext, @Arg("input", () => RotateApiKeyInput, { description: "The key to replace." }) input: RotateApiKeyInput) {
    return access.rotateKey(ctx, input);
  }

  @FieldResolver()
  service(@Root() { serviceId }: ApiKeyEntity, @Ctx() ctx: ServiceContext) {
    return serviceId && load(ctx, services.byIds, serviceId);
  }

  @FieldResolver()
  team(@Root() { teamId }: ApiKeyEntity, @Ctx() ctx: ServiceContext) {
    return teamId && load(ctx, teams.byIds, teamId);
  }

  @FieldResolver()
  async lastUsedAt(@Root() { id }: ApiKeyEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, access.usesOf, id))?.usedAt;
  }

  @FieldResolver()
  async lastUsedFrom(@Root() { id }: ApiKeyEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, access.usesOf, id))?.address;
  }

  @FieldResolver()
  responder(@Root() { responderId }: ApiKeyEntity, @Ctx() ctx: ServiceContext) {
    return responderId && load(ctx, responders.byIds, responderId);
  }
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Right("self:read")
  @Query(() => ViewerType, { description: "Who the hub takes the caller for." })
  me(@Ctx() ctx: ServiceContext) {
    return access.viewer(ctx);
  }

  @FieldResolver()
  responder(@Root() { responderId }: access.Actor, @Ctx() ctx: ServiceContext) {
    return responderId && load(ctx, responders.byIds, responderId);
  }
}
