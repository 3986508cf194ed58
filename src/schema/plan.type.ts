import { Field, Int, ObjectType } from "type-graphql";
import type { ResponsePlanEntity } from "../entities/policy.entity.ts";
import type { Audience, IncidentRole, PostMortemDuty, Severity } from "../entities/vocabulary.ts";
import { AudienceEnum } from "./communication.enum.ts";
import { PostMortemDutyEnum } from "./plan.enum.ts";
import { Right } from "./right.ts";
import { IncidentRoleEnum } from "./role.enum.ts";
import { Duration } from "./scalars.ts";
import { SeverityEnum } from "./severity.enum.ts";

@Right("policy:read")
@ObjectType("ResponsePlan", {
  description:
    "What a severity demands. Versioned: an incident keeps the version that it started with " +
    "until its severity changes.",
})
export class ResponsePlanType implements Omit<ResponsePlanEntity, "createdAt" | "createdBy"> {
  @Field(() => SeverityEnum, { description: "The severity it is for." })
  severity!: Severity;

  @Field(() => Int, { description: "1, 2, 3 ... within the severity." })
  version!: number;

  @Field(() => Duration, { description: "From declaration to the first acknowledgement." })
  acknowledgeWithin!: number;

  @Field(() => Duration, { description: "From detection to triage." })
  triageWithin!: number;

  @Field(() => Duration, { description: "From triage to the first message to customers." })
  firstCommunicationWithin!: number;

  @Field(() => Duration, {
    nullable: true,
    description: "From triage to the entry on the status page; null if none is owed.",
  })
  statusPageWithin!: number | null;

  @Field(() => Duration, { description: "From detection to resolution." })
  resolveWithin!: number;

  @Field(() => Duration, { nullable: true, description: "From one update to the next; null for updates as needed." })
  updateEvery!: number | null;

  @Field(() => [Duration], {
    description: "Waits between pages while nobody acknowledges, in order. Empty: nobody is paged.",
  })
  pageSteps!: number[];

  @Field(() => [IncidentRoleEnum], { description: "Roles that have to be held." })
  roles!: IncidentRole[];

  @Field(() => [String], { description: "Titles of the executives who are told, such as `VP Engineering`." })
  executives!: string[];

  @Field(() => [AudienceEnum], { description: "Who has to be written to." })
  audiences!: Audience[];

  @Field(() => Int, {
    description:
      "How many people have to stand behind a message to customers, its author among them: 1 or 2. At 2 a template's " +
      "first notice still needs one, and the incident's commander may approve their own words alone.",
  })
  approvals!: number;

  @Field(() => PostMortemDutyEnum, { description: "When a post-mortem is owed." })
  postMortem!: PostMortemDuty;

  @Field(() => Duration, {
    nullable: true,
    description: "From resolution to the published post-mortem; null for the policy's span.",
  })
  postMortemWithin!: number | null;

  @Field(() => Boolean, { description: "Whether a call is opened at once for everybody to join." })
  bridge!: boolean;
}
