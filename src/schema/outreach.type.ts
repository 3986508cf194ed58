import { Field, Int, ObjectType } from "type-graphql";
import type { ClockEntity } from "../entities/clock.entity.ts";
import type { CustomerEntity } from "../entities/customer.entity.ts";
import type { OutreachNoteEntity } from "../entities/outreach.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { AffectedSource, OutreachTier } from "../entities/vocabulary.ts";
import { ClockType } from "./clock.type.ts";
import { CustomerType } from "./customer.type.ts";
import { AffectedSourceEnum } from "./impact.enum.ts";
import { OutreachTierEnum } from "./outreach.enum.ts";
import { connectionOf } from "./page.type.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";

@Right("parent")
@ObjectType("OutreachNote", { description: "One act of the outreach to an account, and what was said of it." })
export class OutreachNoteType implements Pick<OutreachNoteEntity, "note" | "author" | "occurredAt" | "recordedAt"> {
  @Field(() => String, { description: "How the entry stood after it, such as `called`." })
  state!: string;

  @Field(() => String, { nullable: true, description: "What was said; null for an act without words." })
  note!: string | null;

  @Field(() => String, { description: "Who noted it: a person, an integration, or the `actorLabel` of the call." })
  author!: string;

  @Field(() => DateTime, { description: "When it happened." })
  occurredAt!: Date;

  @Field(() => DateTime, { description: "When it was noted." })
  recordedAt!: Date;
}

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

  @Field(() => ResponderType, { nullable: true, description: "Who makes the contact: whoever took it on this incident, else the account's manager." })
  owner!: ResponderEntity | null;

  @Field(() => String, {
    description:
      "How the outreach stands: `planned` while nobody has acted, `sent` once a message went out, `called`, `answered`, `declined`, " +
      "`remediation_offered`. `updateOutreach` moves it.",
  })
  state!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "By which way it went or is to go: what was said or how it went, else the response plan's: `email_and_slack`, `email`, or `call` where the commander chose direct " +
      "outreach. Null where page and banner are all that the plan has for it.",
  })
  channel!: string | null;

  @Field(() => String, { nullable: true, description: "Name of the template that it is told by, such as `sev2_proactive_outreach`: that of what went out, else that which a draft would be made from now." })
  template!: string | null;

  @Field(() => [OutreachNoteType], { description: "What was done and said so far, oldest first." })
  notes!: OutreachNoteEntity[];

  @Field(() => DateTime, { nullable: true, description: "When somebody acted on it last; null while nobody has." })
  updatedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Who that was; null while nobody has." })
  updatedBy!: string | null;

  @Field(() => AffectedSourceEnum, { description: "How the account came to be on the incident." })
  source!: AffectedSource;

  @Field(() => DateTime, { description: "Since when it is." })
  affectedSince!: Date;

  @Field(() => ClockType, {
    nullable: true,
    description: "The CSM_CALL promise, for strategic accounts after resolution.",
  })
  clock!: ClockEntity | null;
}

export const OutreachConnectionType = connectionOf<OutreachEntryType>("Outreach", "outreach entries", () => OutreachEntryType);
