import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Right } from "./right.ts";

@InputType({ description: "Which calendar to link to: a schedule's, or a person's." })
export class RotateCalendarLinkInput {
  @Field(() => ID, { nullable: true, description: "A schedule, by id or slug. Give this or `responderId`." })
  scheduleId?: string | null;

  @Field(() => ID, { nullable: true, description: "The person whose shifts on all schedules it shows." })
  responderId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "true: the links of all others to this calendar end too, which needs directory:write. Default: false." })
  revokeAll?: boolean | null;
}

@Right("incident:write")
@ObjectType("CalendarLink", { description: "An address to which calendar clients subscribe." })
export class CalendarLinkType {
  @Field(() => String, {
    description: "The path below the hub's address, such as `/on-call/payments-primary.ics?token=...`. Shown this once and never again; whoever has it reads the calendar.",
  })
  path!: string;
}
