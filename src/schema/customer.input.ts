import { Field, ID, InputType } from "type-graphql";
import { MoneyInput } from "./money.type.ts";
import { DateTime, Decimal } from "./scalars.ts";

@InputType({ description: "A contact of an account." })
export class CustomerContactOfInput {
  @Field(() => ID, { description: "Its `id`." })
  id!: string;
}

@InputType({ description: "Somebody at an account whom we may write to about incidents, or a channel in Slack that it shares with us." })
export class CustomerContactInput {
  @Field(() => String, { nullable: true, description: "E-mail address, in any case; once in the list. Needed, unless it is a channel." })
  email?: string | null;

  @Field(() => String, { nullable: true, description: "In place of an address the id of a channel in Slack, such as `C024BE7LR`, that the account is told in. The hub's app has to be in it." })
  slackChannel?: string | null;

  @Field(() => String, { nullable: true, description: "What they are called; at most 200 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The language to write in, such as `de` or `pt-BR` (BCP 47)." })
  language?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True: they asked to be left alone, and nothing is sent there. False changes nothing: nobody is subscribed again by an import.",
  })
  unsubscribed?: boolean | null;
}

/** What creating and updating an account have in common; not a type of the schema itself. */
@InputType()
abstract class CustomerInput {
  @Field(() => String, {
    description: "Its id in the system that it comes from, such as a CRM; at most 200 characters.",
  })
  externalId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether it is a strategic account. A new one is not unless it is said.",
  })
  strategic?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "The plan it is on, such as `enterprise`; at most 200 characters.",
  })
  plan?: string | null;

  @Field(() => String, { nullable: true, description: "Where it is served from; at most 200 characters." })
  region?: string | null;

  @Field(() => DateTime, { nullable: true, description: "When its contract renews." })
  renewalOn?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "It has an escalation open with us. A new one has none unless it is said.",
  })
  activeEscalation?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "An executive sponsor is engaged with it. With a new one none is unless it is said.",
  })
  executiveSponsorEngaged?: boolean | null;

  @Field(() => Decimal, {
    nullable: true,
    description: "Billable units in the last 30 days, 0 or more. A new one begins with 0.",
  })
  usage?: string | null;

  @Field(() => String, { nullable: true, description: "Its account manager in customer success, by e-mail address." })
  ownerEmail?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "Slugs of all services that it uses; the list takes the place of the one of before.",
  })
  services?: string[] | null;

  @Field(() => [CustomerContactInput], {
    nullable: true,
    description:
      "All of its contacts, at most 200; the list takes the place of the one of before, but whoever asked to be left alone stays on record as such. What is left out of a contact that " +
      "is there already stays. An import takes the good ones and tells of the others.",
  })
  contacts?: CustomerContactInput[] | null;
}

@InputType({ description: "An account. CONFLICT if its external id is taken." })
export class CreateCustomerInput extends CustomerInput {
  @Field(() => String, { description: "What people call it; at most 200 characters." })
  name!: string;

  @Field(() => MoneyInput, { description: "Annual recurring revenue." })
  arr!: MoneyInput;
}

@InputType({
  description:
    "What changes about an account. What is left out stays as it is; open incidents that count it are counted again.",
})
export class UpdateCustomerInput extends CustomerInput {
  @Field(() => String, { nullable: true, description: "What people call it; at most 200 characters." })
  name?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: "Annual recurring revenue." })
  arr?: MoneyInput | null;
}
