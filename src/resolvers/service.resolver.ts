import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { ServiceEntity } from "../entities/service.entity.ts";
import { Right } from "../schema/right.ts";
import { CreateServiceInput, UpdateServiceInput } from "../schema/service.input.ts";
import { ServiceConnectionType, ServiceType } from "../schema/service.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as services from "../services/service/index.ts";
import * as teams from "../services/team/index.ts";
import { AFTER, FIRST } from "./page-args.ts";

@Resolver(() => ServiceType)
export class ServiceResolver {
  @Right("directory:read")
  @Query(() => ServiceType, { nullable: true, description: "One service, by its id or its slug. Null if there is none." })
  service(
    @Ctx() ctx: ServiceContext,
    @Arg("id", () => ID, { nullable: true, description: "Its id. Give this or `slug`." }) id?: string,
    @Arg("slug", () => String, { nullable: true, description: "Its slug, such as `api-gateway`." }) slug?: string,
  ) {
    return services.find(ctx, { id, slug });
  }

  @Right("directory:read")
  @Query(() => ServiceConnectionType, { description: "The services, by name." })
  services(
    @Ctx() ctx: ServiceContext,
    @Arg("text", () => String, { nullable: true, description: "Only those with this in their name or slug, in any case." }) text: string | undefined,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return services.page(ctx, { text }, { first, after });
  }

  @Right("directory:write")
  @Mutation(() => ServiceType, { description: "Adds a service to the directory. INVALID_INPUT with its `path` if its dependencies would close a circle." })
  createService(@Ctx() ctx: ServiceContext, @Arg("input", () => CreateServiceInput, { description: "The service." }) input: CreateServiceInput) {
    return services.createService(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => ServiceType, { description: "Changes a service. INVALID_INPUT with its `path` if its dependencies would close a circle." })
  updateService(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateServiceInput, { description: "Which service, and what becomes different." }) input: UpdateServiceInput) {
    return services.updateService(ctx, input);
  }

  @FieldResolver()
  owner(@Root() { ownerTeamId }: ServiceEntity, @Ctx() ctx: ServiceContext) {
    return ownerTeamId && load(ctx, teams.byIds, ownerTeamId);
  }

  @FieldResolver()
  async dependencies(@Root() { id }: ServiceEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, services.dependenciesOf, id)) ?? [];
  }

  @FieldResolver()
  async dependants(@Root() { id }: ServiceEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, services.dependantsOf, id)) ?? [];
  }
}
