import { Field, InputType } from "type-graphql";
import { DateTime } from "./scalars.ts";

@InputType({ description: "A fixed shift." })
export class ShiftInput {
  @Field(() => [String], { description: "Who, by e-mail address; several are on call together." })
  responderEmails!: string[];

  @Field(() => DateTime, { description: "From when." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "Until when." })
  endsAt!: Date;
}

@InputType({ description: "Whom a calendar means by a name." })
export class PersonInCalendarInput {
  @Field(() => String, { description: "The summary of entries, or a part of it between commas; `@` before it, and case, do not count." })
  name!: string;

  @Field(() => String, { description: "Whom it means, by e-mail address." })
  responderEmail!: string;
}
