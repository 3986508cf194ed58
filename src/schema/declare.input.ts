import { Field, ID, InputType } from "type-graphql";
import type { IncidentSource, Severity } from "../entities/vocabulary.ts";
import { KeyedInput } from "./change.input.ts";
import { ImpactInput } from "./impact.input.ts";
import { IncidentSourceEnum } from "./incident.enum.ts";
import { DateTime } from "./scalars.ts";
import { SeverityEnum } from "./severity.enum.ts";

@InputType({
  description:
    "A new incident. The less is known, the sooner it should be declared: all but title and source can follow.",
})
export class DeclareIncidentInput extends KeyedInput {
  @Field(() => String, { description: "What is wrong, in a line; at most 200 characters." })
  title!: string;

  @Field(() => String, { nullable: true, description: "What is wrong, in more words; at most 10,000 characters." })
  description?: string | null;

  @Field(() => IncidentSourceEnum, { description: "How it came to be known." })
  source!: IncidentSource;

  @Field(() => String, {
    nullable: true,
    description: "The service that is hit. Its tier weighs in the severity, its team becomes the owner.",
  })
  serviceSlug?: string | null;

  @Field(() => String, { nullable: true, description: "The team that owns it, if it is not the service's." })
  ownerTeamSlug?: string | null;

  @Field(() => SeverityEnum, {
    nullable: true,
    description:
      "The severity; left out, it is assessed from what is known. One that differs from the assessment needs a `reason`.",
  })
  severity?: Severity | null;

  @Field(() => String, { nullable: true, description: "Why this severity; at most 10,000 characters." })
  reason?: string | null;

  @Field(() => ImpactInput, { nullable: true, description: "The harm to customers, as far as it is known." })
  impact?: ImpactInput | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "Affected accounts by external id, at most 10,000. NOT_FOUND names those that are not in the directory.",
  })
  affectedCustomerExternalIds?: string[] | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When the trouble was first noticed, at most 60 seconds ahead. Default: now.",
  })
  detectedAt?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "An exercise: nothing reaches real customers or metrics. Default: false.",
  })
  drill?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Only those on it and admins may see it. Default: false." })
  private?: boolean | null;

  @Field(() => ID, { nullable: true, description: "The earlier incident that this one is a recurrence of." })
  recurrenceOfId?: string | null;
}
