import { Field, Int, ObjectType } from "type-graphql";
import type { ClockEntity } from "../entities/clock.entity.ts";
import type { CustomerEntity } from "../entities/customer.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { OutreachTier } from "../entities/vocabulary.ts";
import { ClockType } from "./clock.type.ts";
import { CustomerType } from "./customer.type.ts";
import { OutreachTierEnum } from "./outreach.enum.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";

@Right("incident:read", { vendors: "refused" })
@ObjectType("OutreachEntry", {
  description:
    "An affected account and its place in the order in which accounts are told: by tier, then by " +
    "revenue, then by name.",
})
export class OutreachEntryType {
  @Field(() => CustomerType, { description: "The account." })
  customer!: CustomerEntity;

  @Field(() => OutreachTierEnum, { description: "The highest tier that it belongs to." })
  tier!: OutreachTier;

  @Field(() => Int, { description: "Its place in the whole order, 1 first." })
  rank!: number;

  @Field(() => String, { description: "What put it in its tier, as a sentence to show." })
  because!: string;

  @Field(() => ResponderType, { nullable: true, description: "Its account manager, who makes the contact." })
  owner!: ResponderEntity | null;

  @Field(() => String, { description: "How the outreach stands." })
  state!: string;

  @Field(() => ClockType, {
    nullable: true,
    description: "The CSM_CALL promise, for strategic accounts after resolution.",
  })
  clock!: ClockEntity | null;
}
