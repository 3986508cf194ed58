import { Field, ID, InputType } from "type-graphql";
import type { IncidentRole } from "../entities/vocabulary.ts";
import { ChangeInput, DatedInput } from "./change.input.ts";
import { IncidentRoleEnum } from "./role.enum.ts";

@InputType({
  description: "A role for somebody. Accepting one that only one person can hold ends the tenure of whoever held it.",
})
export class AssignRoleInput extends ChangeInput {
  @Field(() => IncidentRoleEnum, {
    description: "The role. INCIDENT_COMMANDER is refused to somebody who is VENDOR on the incident.",
  })
  role!: IncidentRole;

  @Field(() => ID, { description: "The responder who is to play it." })
  responderId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "true: they have said yes and hold it now; false: they are asked. Default: true for the " +
      "caller's own person, else false.",
  })
  accepted?: boolean | null;
}

@InputType({ description: "A role that somebody gives up." })
export class ReleaseRoleInput extends ChangeInput {
  @Field(() => IncidentRoleEnum, { description: "The role. NOT_FOUND if the responder does not have it." })
  role!: IncidentRole;

  @Field(() => ID, { description: "The responder who has it." })
  responderId!: string;
}

@InputType({
  description:
    "All roles of one person for another at once, as at the end of a shift: each tenure ends and the next begins.",
})
export class HandOffInput extends DatedInput {
  @Field(() => ID, { description: "The responder who goes." })
  fromResponderId!: string;

  @Field(() => ID, { description: "The responder who takes over, and by this has accepted." })
  toResponderId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: "The incidents, at most 1,000. Default: all on which the first responder has a role.",
  })
  incidentIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: "What the next one should know, for the timeline of each incident; at most 10,000 characters.",
  })
  note?: string | null;
}
