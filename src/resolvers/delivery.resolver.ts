import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { DeliveryEntity } from "../entities/delivery.entity.ts";
import type { NotificationEntity } from "../entities/notification.entity.ts";
import { type AttemptType, DeliveryConnectionType, DeliveryFilterInput, DeliveryType, ReplayDeliveryInput } from "../schema/delivery.type.ts";
import { NotificationType } from "../schema/notification.type.ts";
import { Right } from "../schema/right.ts";
import * as audiences from "../services/audience/index.ts";
import * as communications from "../services/communication/index.ts";
import type { ServiceContext } from "../services/context.ts";
import * as deliveries from "../services/delivery/index.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";
import { AFTER, FIRST } from "./page-args.ts";

/** A customer's address is none of a vendor's business. */
const ofCustomer = async <T>(ctx: ServiceContext, { payload, incidentId }: DeliveryEntity, told: T): Promise<T> =>
  payload.contactId ? deliveries.unlessVendor(ctx, incidentId, told) : told;

@Resolver(() => DeliveryType)
export class DeliveryResolver {
  @Right("delivery:read")
  @Query(() => DeliveryConnectionType, {
    description: "What went out, or is to, the newest first: of incidents that one may see. What belongs to none is shown to whoever manages deliveries.",
  })
  deliveries(
    @Ctx() ctx: ServiceContext,
    @Arg("filter", () => DeliveryFilterInput, { nullable: true, description: "Which deliveries; left out, all." }) filter: DeliveryFilterInput | undefined,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return deliveries.page(ctx, filter ?? {}, { first, after });
  }

  @Right("delivery:manage")
  @Mutation(() => DeliveryType, { description: "Has a dead delivery tried again from the beginning, with the same idempotency key. CONFLICT unless it is DEAD." })
  replayDelivery(@Ctx() ctx: ServiceContext, @Arg("input", () => ReplayDeliveryInput, { description: "Which delivery." }) input: ReplayDeliveryInput) {
    return deliveries.replay(ctx, input);
  }

  @FieldResolver()
  responder(@Root() { responderId }: DeliveryEntity, @Ctx() ctx: ServiceContext) {
    return responderId && load(ctx, responders.byIds, responderId);
  }

  @FieldResolver()
  notification(@Root() { notificationId }: DeliveryEntity, @Ctx() ctx: ServiceContext) {
    return notificationId && load(ctx, deliveries.notificationsByIds, notificationId);
  }

  @FieldResolver()
  communication(@Root() { communicationId }: DeliveryEntity, @Ctx() ctx: ServiceContext) {
    return communicationId && load(ctx, communications.byIds, communicationId);
  }

  @FieldResolver()
  address(@Root() delivery: DeliveryEntity, @Ctx() ctx: ServiceContext) {
    return ofCustomer(ctx, delivery, delivery.address);
  }

  /** What servers say repeats the address. */
  @FieldResolver()
  answer(@Root() delivery: DeliveryEntity, @Ctx() ctx: ServiceContext) {
    return ofCustomer(ctx, delivery, delivery.answer);
  }

  @FieldResolver()
  lastError(@Root() delivery: DeliveryEntity, @Ctx() ctx: ServiceContext) {
    return ofCustomer(ctx, delivery, delivery.lastError);
  }

  @FieldResolver()
  subject(@Root() delivery: DeliveryEntity, @Ctx() ctx: ServiceContext) {
    return deliveries.unlessVendor(ctx, delivery.incidentId, delivery.subject);
  }

  @FieldResolver()
  text(@Root() delivery: DeliveryEntity, @Ctx() ctx: ServiceContext) {
    return audiences.textOf(ctx, delivery).then((text) => deliveries.unlessVendor(ctx, delivery.incidentId, text));
  }

  @FieldResolver()
  async history(@Root() delivery: DeliveryEntity, @Ctx() ctx: ServiceContext): Promise<AttemptType[]> {
    return (await ofCustomer(ctx, delivery, delivery.history)).map((attempt) => ({ ...attempt, at: attempt.at && new Date(attempt.at) }) as AttemptType);
  }
}

@Resolver(() => NotificationType)
export class NotificationResolver {
  @FieldResolver()
  responder(@Root() { responderId }: NotificationEntity, @Ctx() ctx: ServiceContext) {
    return load(ctx, responders.byIds, responderId);
  }

  @FieldResolver()
  body(@Root() { incidentId, body }: NotificationEntity, @Ctx() ctx: ServiceContext) {
    return deliveries.unlessVendor(ctx, incidentId, body);
  }

  @FieldResolver()
  async deliveries(@Root() { id }: NotificationEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, deliveries.ofNotifications, id)) ?? [];
  }
}
