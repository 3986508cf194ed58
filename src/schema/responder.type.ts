import { Field, ID, Int, ObjectType } from "type-graphql";
import type { ContactMethod, ResponderEntity, WorkingHours } from "../entities/responder.entity.ts";
import type { TeamEntity } from "../entities/team.entity.ts";
import type { NotificationKind } from "../entities/vocabulary.ts";
import { connectionOf } from "./page.type.ts";
import { NotificationKindEnum } from "./delivery.enum.ts";
import { ContactChannelEnum } from "./responder.enum.ts";
import { Right } from "./right.ts";
import { DateTime, Duration } from "./scalars.ts";
import { TeamType } from "./team.type.ts";

@Right("directory:read")
@ObjectType("WorkingHours", { description: "When somebody normally works, by the wall clock of their time zone." })
export class WorkingHoursType implements WorkingHours {
  @Field(() => [Int], { description: "ISO weekdays, 1 for Monday to 7 for Sunday." })
  days!: number[];

  @Field(() => String, { description: "Begin of the day's work, `HH:MM`." })
  from!: string;

  @Field(() => String, { description: "End of the day's work, `HH:MM`." })
  to!: string;
}

@Right("directory:read")
@ObjectType("ContactMethod", { description: "A way to reach a person." })
export class ContactMethodType implements Pick<ContactMethod, "channel" | "address"> {
  @Field(() => ContactChannelEnum, { description: "The medium." })
  channel!: ContactMethod["channel"];

  @Field(() => String, { description: "E-mail address, phone number, user id or URL, as the channel has it." })
  address!: string;

  @Field(() => Duration, {
    nullable: true,
    description: "After a page this is tried so long after the first method, unless somebody acknowledged; null: after the policy's distance behind the one before.",
  })
  delay!: number | null;

  @Field(() => [NotificationKindEnum], { description: "What is sent by it. Unless said otherwise: pages, and what is told except by SMS and VOICE." })
  takes!: NotificationKind[];

  @Field(() => Boolean, { description: "Whether a code came through, an administrator vouched for it, or it is the address that the person is known by. Pages rely on verified ones, once there is one." })
  isVerified!: boolean;

  @Field(() => DateTime, { nullable: true, description: "When it was verified." })
  verifiedAt?: Date | null;

  @Field(() => String, { nullable: true, description: "By whose word, by name." })
  verifiedBy?: string | null;

  @Field(() => DateTime, { nullable: true, description: "Since when it is refused; null while it works. Others come before one that fails." })
  failingSince?: Date | null;

  @Field(() => String, { nullable: true, description: "What its provider said when it was refused last." })
  lastError?: string | null;
}

type Shown = "id" | "name" | "email" | "title" | "timeZone" | "workingHours" | "contactMethods";

@Right("directory:read")
@ObjectType("Responder", { description: "A person in the directory." })
export class ResponderType implements Pick<ResponderEntity, Shown> {
  @Field(() => ID, { description: "The key that inputs take." })
  id!: string;

  @Field(() => String, { description: "What people call them." })
  name!: string;

  @Field(() => String, { description: "Unique in the directory." })
  email!: string;

  @Field(() => String, { nullable: true, description: "What they are, such as `VP Engineering`: plans and ladders name people by it." })
  title!: string | null;

  @Field(() => TeamType, { nullable: true, description: "The team they belong to." })
  team!: TeamEntity | null;

  @Field(() => String, { description: "IANA name of their time zone, such as `Europe/Berlin`." })
  timeZone!: string;

  @Field(() => WorkingHoursType, {
    nullable: true,
    description:
      "When they normally work; null if not known. Outside a team's hours SEV3 pages on-call only and SEV4 nobody.",
  })
  workingHours!: WorkingHours | null;

  @Field(() => [ContactMethodType], { description: "How to reach them, in the order that they prefer." })
  contactMethods!: ContactMethodType[];
}

export const ResponderConnectionType = connectionOf<ResponderEntity>("Responder", "responders", () => ResponderType);
