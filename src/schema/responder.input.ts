import { Field, ID, InputType, Int } from "type-graphql";
import type { ContactMethod, WorkingHours } from "../entities/responder.entity.ts";
import type { NotificationKind } from "../entities/vocabulary.ts";
import { NotificationKindEnum } from "./delivery.enum.ts";
import { Duration } from "./scalars.ts";
import { ContactChannelEnum } from "./responder.enum.ts";

@InputType({ description: "When somebody normally works, by the wall clock of their time zone." })
export class WorkingHoursInput implements WorkingHours {
  @Field(() => [Int], { description: "ISO weekdays, 1 for Monday to 7 for Sunday." })
  days!: number[];

  @Field(() => String, { description: "Begin of the day's work, `HH:MM`." })
  from!: string;

  @Field(() => String, { description: "End of the day's work, `HH:MM`." })
  to!: string;
}

@InputType({ description: "A way to reach a person." })
export class ContactMethodInput implements Pick<ContactMethod, "channel" | "address"> {
  @Field(() => ContactChannelEnum, { description: "The medium." })
  channel!: ContactMethod["channel"];

  @Field(() => String, { description: "E-mail address, phone number, user id or URL, as the channel has it." })
  address!: string;

  @Field(() => Duration, {
    nullable: true,
    description: "After a page it is tried so long after the first method, whose delay is PT0S, unless somebody acknowledged. Left out: after the policy's distance behind the one before.",
  })
  delay?: number | null;

  @Field(() => [NotificationKindEnum], { nullable: true, description: "What is sent by it. Left out: pages, and what is told except by SMS and VOICE." })
  takes?: NotificationKind[] | null;
}

@InputType({ description: "A person for the directory. CONFLICT if the e-mail address is taken." })
export class CreateResponderInput {
  @Field(() => String, { description: "What people call them; at most 200 characters." })
  name!: string;

  @Field(() => String, { description: "E-mail address, unique in the directory." })
  email!: string;

  @Field(() => String, {
    nullable: true,
    description: "What they are, such as `VP Engineering`; at most 200 characters. Plans and ladders name people by it.",
  })
  title?: string | null;

  @Field(() => String, { nullable: true, description: "The team they belong to." })
  teamSlug?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "IANA name of their time zone, such as `Europe/Berlin`. Default: `UTC`.",
  })
  timeZone?: string | null;

  @Field(() => WorkingHoursInput, { nullable: true, description: "When they normally work, if known." })
  workingHours?: WorkingHoursInput | null;

  @Field(() => [ContactMethodInput], {
    nullable: true,
    description: "How to reach them, in the order that they prefer.",
  })
  contactMethods?: ContactMethodInput[] | null;
}

@InputType({ description: "What changes about a person. What is left out stays as it is." })
export class UpdateResponderInput {
  @Field(() => ID, { description: "The responder's `id`." })
  id!: string;

  @Field(() => String, { nullable: true, description: "What people call them; at most 200 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "E-mail address. CONFLICT if it is taken." })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What they are, such as `VP Engineering`; at most 200 characters. Plans and ladders name people by it.",
  })
  title?: string | null;

  @Field(() => String, { nullable: true, description: "The team they belong to from now on." })
  teamSlug?: string | null;

  @Field(() => String, { nullable: true, description: "IANA name of their time zone, such as `Europe/Berlin`." })
  timeZone?: string | null;

  @Field(() => WorkingHoursInput, { nullable: true, description: "When they normally work." })
  workingHours?: WorkingHoursInput | null;

  @Field(() => [ContactMethodInput], { nullable: true, description: "How to reach them, in place of all of before." })
  contactMethods?: ContactMethodInput[] | null;
}
