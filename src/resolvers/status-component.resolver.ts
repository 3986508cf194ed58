import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { StatusComponentEntity } from "../entities/status-component.entity.ts";
import { Right } from "../schema/right.ts";
import {
  CreateStatusComponentGroupInput, CreateStatusComponentInput, SetComponentStateInput, StatusOfInput, UpdateStatusComponentGroupInput, UpdateStatusComponentInput,
} from "../schema/status-component.input.ts";
import { StatusComponentGroupType, StatusComponentType } from "../schema/status-component.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as statusComponents from "../services/status-component/index.ts";
import * as statusPages from "../services/status-page/index.ts";

@Resolver(() => StatusComponentType)
export class StatusComponentResolver {
  @Right("directory:read")
  @Query(() => [StatusComponentType], { description: "All components, internal ones too, in their order." })
  statusComponents(@Ctx() ctx: ServiceContext) {
    return statusPages.listComponents(ctx);
  }

  @Right("directory:read")
  @Query(() => [StatusComponentGroupType], { description: "The groups of components, in their order." })
  statusComponentGroups(@Ctx() ctx: ServiceContext) {
    return statusPages.listComponentGroups(ctx);
  }

  @Right("directory:write")
  @Mutation(() => StatusComponentType, { description: "Adds a component to the status page." })
  createStatusComponent(@Ctx() ctx: ServiceContext, @Arg("input", () => CreateStatusComponentInput, { description: "The component." }) input: CreateStatusComponentInput) {
    return statusComponents.createComponent(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => StatusComponentType, { description: "Changes a component; its state and history stay." })
  updateStatusComponent(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateStatusComponentInput, { description: "Which, and what becomes different." }) input: UpdateStatusComponentInput) {
    return statusComponents.updateComponent(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => StatusComponentType, { description: "Deletes a component with its history. Entries about it stay, and are on no page where they are about no other." })
  deleteStatusComponent(@Ctx() ctx: ServiceContext, @Arg("input", () => StatusOfInput, { description: "Which." }) input: StatusOfInput) {
    return statusComponents.deleteComponent(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => StatusComponentGroupType, { description: "Adds a group of components." })
  createStatusComponentGroup(@Ctx() ctx: ServiceContext, @Arg("input", () => CreateStatusComponentGroupInput, { description: "The group." }) input: CreateStatusComponentGroupInput) {
    return statusComponents.createComponentGroup(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => StatusComponentGroupType, { description: "Changes a group of components." })
  updateStatusComponentGroup(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateStatusComponentGroupInput, { description: "Which, and what becomes different." }) input: UpdateStatusComponentGroupInput) {
    return statusComponents.updateComponentGroup(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => StatusComponentGroupType, { description: "Deletes a group; its components stay, in none." })
  deleteStatusComponentGroup(@Ctx() ctx: ServiceContext, @Arg("input", () => StatusOfInput, { description: "Which." }) input: StatusOfInput) {
    return statusComponents.deleteComponentGroup(ctx, input);
  }

  @Right("communication:publish")
  @Mutation(() => StatusComponentType, { description: "Sets a component's state by hand, without an incident and without a word." })
  setComponentState(@Ctx() ctx: ServiceContext, @Arg("input", () => SetComponentStateInput, { description: "Which, and the state." }) input: SetComponentStateInput) {
    return statusComponents.setComponentState(ctx, input);
  }

  @FieldResolver()
  group(@Root() { groupId }: StatusComponentEntity, @Ctx() ctx: ServiceContext) {
    return groupId && load(ctx, statusPages.groupsById, groupId);
  }

  @FieldResolver()
  async services(@Root() { id }: StatusComponentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, statusPages.servicesOf, id)) ?? [];
  }
}
