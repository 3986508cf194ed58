import { Field, InputType, Int } from "type-graphql";
import type { Audience, IncidentRole, PostMortemDuty, Severity } from "../entities/vocabulary.ts";
import { AudienceEnum } from "./communication.enum.ts";
import { PostMortemDutyEnum } from "./plan.enum.ts";
import { IncidentRoleEnum } from "./role.enum.ts";
import { Duration } from "./scalars.ts";
import { SeverityEnum } from "./severity.enum.ts";

@InputType({
  description:
    "A change of what a severity demands, which makes a new version; incidents under way keep theirs. " +
    "What is left out stays as it is. Spans are from one second to 366 days.",
})
export class EditResponsePlanInput {
  @Field(() => SeverityEnum, { description: "The severity whose plan changes." })
  severity!: Severity;

  @Field(() => Int, {
    nullable: true,
    description:
      "The version that was edited. If there is a newer one, nothing is changed and STALE_REVISION carries the " +
      "`current` one.",
  })
  expectedVersion?: number | null;

  @Field(() => Duration, { nullable: true, description: "From declaration to the first acknowledgement." })
  acknowledgeWithin?: number | null;

  @Field(() => Duration, { nullable: true, description: "From detection to triage." })
  triageWithin?: number | null;

  @Field(() => Duration, { nullable: true, description: "From triage to the first message to customers." })
  firstCommunicationWithin?: number | null;

  @Field(() => Duration, {
    nullable: true,
    description: "From triage to the entry on the status page; null: none is owed.",
  })
  statusPageWithin?: number | null;

  @Field(() => Duration, { nullable: true, description: "From detection to resolution." })
  resolveWithin?: number | null;

  @Field(() => Duration, { nullable: true, description: "From one update to the next; null: as needed." })
  updateEvery?: number | null;

  @Field(() => [Duration], {
    nullable: true,
    description: "Waits between pages, in order, at most 10. Empty: nobody is paged.",
  })
  pageSteps?: number[] | null;

  @Field(() => [IncidentRoleEnum], {
    nullable: true,
    description: "Roles that have to be held, in place of those of before.",
  })
  roles?: IncidentRole[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Titles of the executives who are told, at most 20 of at most 200 characters.",
  })
  executives?: string[] | null;

  @Field(() => [AudienceEnum], {
    nullable: true,
    description: "Who has to be written to, in place of those of before.",
  })
  audiences?: Audience[] | null;

  @Field(() => Int, {
    nullable: true,
    description: "How many people have to stand behind a message to customers, its author among them: 1 or 2.",
  })
  approvals?: number | null;

  @Field(() => PostMortemDutyEnum, { nullable: true, description: "When a post-mortem is owed." })
  postMortem?: PostMortemDuty | null;

  @Field(() => Duration, {
    nullable: true,
    description: "From resolution to the published post-mortem; null: the policy's span.",
  })
  postMortemWithin?: number | null;

  @Field(() => Boolean, { nullable: true, description: "Whether a call is opened at once for everybody to join." })
  bridge?: boolean | null;
}
