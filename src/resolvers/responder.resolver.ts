import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { ContactMethod, ResponderEntity } from "../entities/responder.entity.ts";
import type { TeamRoleEntity } from "../entities/team.entity.ts";
import { CreateResponderInput, UpdateResponderInput } from "../schema/responder.input.ts";
import { ContactMethodType, ResponderConnectionType, ResponderType } from "../schema/responder.type.ts";
import { Right } from "../schema/right.ts";
import { TeamRoleType } from "../schema/team.type.ts";
import * as contacts from "../services/contact/index.ts";
import type { ServiceContext } from "../services/context.ts";
import * as deliveries from "../services/delivery/index.ts";
import { load } from "../services/load.ts";
import * as onCall from "../services/oncall/index.ts";
import * as responders from "../services/responder/index.ts";
import * as teams from "../services/team/index.ts";
import { AFTER, FIRST } from "./page-args.ts";

@Resolver(() => ResponderType)
export class ResponderResolver {
  @Right("directory:read")
  @Query(() => ResponderType, { nullable: true, description: "One person, by id or e-mail address. Null if there is none." })
  responder(
    @Ctx() ctx: ServiceContext,
    @Arg("id", () => ID, { nullable: true, description: "Their id. Give this or `email`." }) id?: string,
    @Arg("email", () => String, { nullable: true, description: "Their e-mail address, in any case." }) email?: string,
  ) {
    return responders.find(ctx, { id, email });
  }

  @Right("directory:read")
  @Query(() => ResponderConnectionType, { description: "The people in the directory, by name." })
  responders(
    @Ctx() ctx: ServiceContext,
    @Arg("text", () => String, { nullable: true, description: "Only those with this in their name or address, in any case." }) text: string | undefined,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return responders.page(ctx, { text }, { first, after });
  }

  @Right("directory:write")
  @Mutation(() => ResponderType, { description: "Adds a person to the directory." })
  createResponder(@Ctx() ctx: ServiceContext, @Arg("input", () => CreateResponderInput, { description: "The person." }) input: CreateResponderInput) {
    return responders.createResponder(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => ResponderType, { description: "Changes what the directory says of a person." })
  updateResponder(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateResponderInput, { description: "Which person, and what becomes different." }) input: UpdateResponderInput) {
    return responders.updateResponder(ctx, input);
  }

  @FieldResolver()
  team(@Root() { teamId }: ResponderEntity, @Ctx() ctx: ServiceContext) {
    return teamId && load(ctx, teams.byIds, teamId);
  }

  @FieldResolver()
  contactMethods(@Root() responder: ResponderEntity, @Ctx() ctx: ServiceContext) {
    return load(ctx, contacts.methodsOf, responder);
  }
}

@Resolver(() => ContactMethodType)
export class ContactMethodResolver {
  @FieldResolver()
  delay(@Root() { delaySeconds }: ContactMethod) {
    return delaySeconds;
  }

  @FieldResolver()
  takes(@Root() method: ContactMethod) {
    return deliveries.taken(method);
  }
}

@Resolver(() => TeamRoleType)
export class TeamRoleResolver {
  @FieldResolver()
  async responder(@Root() { responderId, scheduleId }: TeamRoleEntity, @Ctx() ctx: ServiceContext) {
    const id = responderId ?? (await load(ctx, onCall.firstOn, scheduleId as string));
    return id ? load(ctx, responders.byIds, id) : null;
  }
}
