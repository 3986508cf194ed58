import { Field, ID, Int, ObjectType } from "type-graphql";
import type { DeliveryEntity } from "../entities/delivery.entity.ts";
import type { NotificationEntity } from "../entities/notification.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { NotificationKind } from "../entities/vocabulary.ts";
import { NotificationKindEnum } from "./delivery.enum.ts";
import { DeliveryType } from "./delivery.type.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";

type Shown = "id" | "kind" | "level" | "reason" | "body" | "createdAt" | "acknowledgedAt" | "stoppedAt" | "unreachable";

@Right("incident:read")
@ObjectType("Notification", { description: "What the hub has to say to one person about an incident. How it reaches them are its deliveries." })
export class NotificationType implements Pick<NotificationEntity, Shown> {
  @Field(() => ID, { description: "Unique over all incidents." })
  id!: string;

  @Field(() => NotificationKindEnum, { description: "What is wanted of the person." })
  kind!: NotificationKind;

  @Field(() => ResponderType, { description: "The person." })
  responder!: ResponderEntity;

  @Field(() => Int, { nullable: true, description: "Of the ladder; null for who hears of it by another way, as for a role." })
  level!: number | null;

  @Field(() => String, { description: "Why this person hears of it." })
  reason!: string;

  @Right("incident:read", { vendors: "refused" })
  @Field(() => String, { description: "Its lines; the first is the business impact." })
  body!: string;

  @Field(() => DateTime, { description: "When it was to be said." })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "When this person acknowledged it." })
  acknowledgedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it lost its point: somebody else acknowledged, or the incident ended." })
  stoppedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Why it could not reach the person by any way; null where it could, or still may." })
  unreachable!: string | null;

  @Field(() => [DeliveryType], { description: "The ways by which it went, or is to go, in their order." })
  deliveries!: DeliveryEntity[];
}
