import { Field, ID, InputType } from "type-graphql";
import { ChangeInput } from "./change.input.ts";

@InputType({
  description:
    "A duplicate to be merged. It is cancelled; its customers and open actions move to the survivor, and its reference " +
    "keeps answering.",
})
export class MergeIncidentInput extends ChangeInput {
  @Field(() => ID, { description: "The incident that goes on, which must be open. `incidentId` is the duplicate." })
  intoId!: string;

  @Field(() => String, { nullable: true, description: "What shows that they are one; at most 10,000 characters." })
  reason?: string | null;
}

@InputType({
  description: "A system-wide outage to be worked on in parts: each title becomes an incident under `incidentId`.",
})
export class SplitIncidentInput extends ChangeInput {
  @Field(() => [String], { description: "One title for each component: 1 to 20, each at most 200 characters." })
  titles!: string[];
}

@InputType({ description: "A person's word that an incident is a recurrence; it may then owe a post-mortem." })
export class LinkRecurrenceInput extends ChangeInput {
  @Field(() => ID, { description: "The earlier incident; INVALID_INPUT if it was detected later." })
  recurrenceOfId!: string;
}

@InputType({ description: "Somebody who may, or may no longer, see a private incident without a role on it." })
export class IncidentMemberInput extends ChangeInput {
  @Field(() => ID, { description: "The responder." })
  responderId!: string;
}
