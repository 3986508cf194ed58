import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { StatusSubscriberEntity } from "../entities/status-subscriber.entity.ts";
import { Right } from "../schema/right.ts";
import {
  AddStatusSubscriberInput, StatusSubscriberAddedType, StatusSubscriberConnectionType, StatusSubscriberFilterInput, StatusSubscriberOfInput, StatusSubscriberType, StatusSubscriptionAskedType,
  SubscribeToStatusPageInput,
} from "../schema/status-subscriber.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as subscribers from "../services/subscriber/index.ts";
import { AFTER, FIRST } from "./page-args.ts";

@Resolver(() => StatusSubscriberType)
export class StatusSubscriberResolver {
  @Right("delivery:manage")
  @Query(() => StatusSubscriberConnectionType, { description: "A status page's subscribers, the newest first." })
  statusSubscribers(
    @Ctx() ctx: ServiceContext,
    @Arg("filter", () => StatusSubscriberFilterInput, { nullable: true, description: "Which; left out, all of the page at `/status`." }) filter: StatusSubscriberFilterInput | undefined,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return subscribers.page(ctx, filter ?? {}, { first, after });
  }

  @Right("status:subscribe")
  @Mutation(() => StatusSubscriptionAskedType, { description: "Asks an address whether it wants to be told what a status page says. Nothing else is sent there before it has confirmed." })
  subscribeToStatusPage(@Ctx() ctx: ServiceContext, @Arg("input", () => SubscribeToStatusPageInput, { description: "Which address, and of what it is to be told." }) input: SubscribeToStatusPageInput) {
    return subscribers.subscribe(ctx, input);
  }

  @Right("delivery:manage")
  @Mutation(() => StatusSubscriberAddedType, { description: "Adds a subscriber to a status page." })
  addStatusSubscriber(@Ctx() ctx: ServiceContext, @Arg("input", () => AddStatusSubscriberInput, { description: "The subscriber." }) input: AddStatusSubscriberInput) {
    return subscribers.addSubscriber(ctx, input);
  }

  @Right("delivery:manage")
  @Mutation(() => StatusSubscriberType, { description: "Forgets a subscriber. What waits to be sent there is let go. A list may bring the address again: to keep it away, let its owner unsubscribe." })
  removeStatusSubscriber(@Ctx() ctx: ServiceContext, @Arg("input", () => StatusSubscriberOfInput, { description: "Which." }) input: StatusSubscriberOfInput) {
    return subscribers.removeSubscriber(ctx, input);
  }

  @Right("delivery:manage")
  @Mutation(() => StatusSubscriberType, { description: "Tells a subscriber again that was given up since nothing arrived there; one that never confirmed is asked again. CONFLICT for one that is not STOPPED." })
  resumeStatusSubscriber(@Ctx() ctx: ServiceContext, @Arg("input", () => StatusSubscriberOfInput, { description: "Which." }) input: StatusSubscriberOfInput) {
    return subscribers.resumeSubscriber(ctx, input);
  }

  @FieldResolver()
  page(@Root() { pageId }: StatusSubscriberEntity, @Ctx() ctx: ServiceContext) {
    return load(ctx, subscribers.pagesById, pageId);
  }

  @FieldResolver()
  state(@Root() subscriber: StatusSubscriberEntity) {
    return subscribers.stateOf(subscriber);
  }

  @FieldResolver()
  async components(@Root() { id, takesAll }: StatusSubscriberEntity, @Ctx() ctx: ServiceContext) {
    return takesAll ? [] : ((await load(ctx, subscribers.componentsOfMany, id)) ?? []).map(({ slug }) => slug);
  }
}
