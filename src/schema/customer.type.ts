import { Field, ID, ObjectType } from "type-graphql";
import type { CustomerContactEntity } from "../entities/customer-contact.entity.ts";
import type { CustomerEntity } from "../entities/customer.entity.ts";
import type { Money } from "../entities/incident-values.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { ServiceEntity } from "../entities/service.entity.ts";
import type { ContactState, CustomerContactKind } from "../entities/contact-vocabulary.ts";
import { ContactStateEnum, CustomerContactKindEnum } from "./customer.enum.ts";
import { MoneyType } from "./money.type.ts";
import { connectionOf } from "./page.type.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime, Decimal } from "./scalars.ts";
import { ServiceType } from "./service.type.ts";

type Shown =
  | "id" | "externalId" | "name" | "strategic" | "plan" | "region" | "renewalOn" | "activeEscalation"
  | "executiveSponsorEngaged" | "usage";

@Right("parent")
@ObjectType("CustomerContact", { description: "Somebody at an account whom we may write to about incidents, or a channel in Slack that it shares with us." })
export class CustomerContactType implements Pick<CustomerContactEntity, "id" | "email" | "slackChannel" | "name" | "language" | "unsubscribedAt" | "bouncedAt" | "bounceReason" | "stoppedAt" | "stopReason"> {
  @Field(() => ID, { description: "The key that inputs take." })
  id!: string;

  @Field(() => CustomerContactKindEnum, { description: "By which way it is reached." })
  kind!: CustomerContactKind;

  @Field(() => String, { nullable: true, description: "E-mail address, in lower case; null for a channel." })
  email!: string | null;

  @Field(() => String, { nullable: true, description: "The channel's id in Slack; null for an e-mail address." })
  slackChannel!: string | null;

  @Field(() => String, { nullable: true, description: "What they are called." })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "The language to write in (BCP 47); null where nobody has said." })
  language!: string | null;

  @Field(() => ContactStateEnum, { description: "How they stand." })
  state!: ContactState;

  @Field(() => DateTime, { nullable: true, description: "Since when they want to be left alone: nothing is sent there." })
  unsubscribedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Since when the address or channel refuses messages for good; null where it takes them, as far as anybody knows. Whether it is still tried says `state`." })
  bouncedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "What its server, or Slack, said." })
  bounceReason!: string | null;

  @Field(() => DateTime, { nullable: true, description: "Since when nothing is sent there any more, at any account, since mail was refused for good; `resumeContact` takes it back, and no list does." })
  stoppedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Why, with what its server said." })
  stopReason!: string | null;
}

@Right("directory:read")
@ObjectType("Customer", { description: "An account." })
export class CustomerType implements Pick<CustomerEntity, Shown> {
  @Field(() => ID, { description: "The hub's own key of it." })
  id!: string;

  @Field(() => String, {
    description: "Its id in the system that it comes from, such as a CRM; unique, and what inputs take.",
  })
  externalId!: string;

  @Field(() => String, { description: "What people call it." })
  name!: string;

  @Field(() => Boolean, {
    description:
      "Whether it is a strategic account. One that is affected owes a CS_LIAISON and a call after resolution.",
  })
  strategic!: boolean;

  @Field(() => MoneyType, { description: "Annual recurring revenue." })
  arr!: Money;

  @Field(() => String, { nullable: true, description: "The plan it is on, such as `enterprise`." })
  plan!: string | null;

  @Field(() => String, { nullable: true, description: "Where it is served from." })
  region!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When its contract renews; within 90 days it is told earlier.",
  })
  renewalOn!: Date | null;

  @Field(() => Boolean, { description: "It has an escalation open with us." })
  activeEscalation!: boolean;

  @Field(() => Boolean, { description: "An executive sponsor is engaged with it." })
  executiveSponsorEngaged!: boolean;

  @Field(() => Decimal, { description: "Billable units in the last 30 days." })
  usage!: string;

  @Field(() => ResponderType, { nullable: true, description: "Its account manager in customer success." })
  owner!: ResponderEntity | null;

  @Field(() => [ServiceType], { description: "The services it uses." })
  services!: ServiceEntity[];

  @Field(() => [CustomerContactType], { description: "Whom to write to there, by address, channels last; also those who asked to be left alone, or were given up." })
  contacts!: CustomerContactEntity[];
}

export const CustomerConnectionType = connectionOf<CustomerEntity>("Customer", "customers", () => CustomerType);
