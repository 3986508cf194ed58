import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { ActionItemEntity } from "../entities/action-item.entity.ts";
import { ActionInput, UpdateActionInput } from "../schema/action.input.ts";
import { ActionItemType } from "../schema/action.type.ts";
import { Right } from "../schema/right.ts";
import * as actions from "../services/action/index.ts";
import type { ServiceContext } from "../services/context.ts";
import * as incidents from "../services/incident/index.ts";
import { load } from "../services/load.ts";

@Resolver(() => ActionItemType)
export class ActionResolver {
  @Right("incident:write")
  @Mutation(() => ActionItemType, { description: "Adds a next step." })
  addAction(@Ctx() ctx: ServiceContext, @Arg("input", () => ActionInput, { description: "The action." }) input: ActionInput) {
    return actions.addAction(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => ActionItemType, { description: "Moves an action on, gives it to somebody else, or hands it to a named owner elsewhere. Dropping it needs a reason." })
  updateAction(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateActionInput, { description: "The action and what changes." }) input: UpdateActionInput) {
    return actions.updateAction(ctx, input);
  }

  @FieldResolver()
  incident(@Root() { incidentId }: ActionItemEntity, @Ctx() ctx: ServiceContext) {
    return load(ctx, incidents.byIds, incidentId);
  }
}
