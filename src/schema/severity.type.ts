import { Field, Int, ObjectType } from "type-graphql";
import type { SeverityReason } from "../entities/incident-values.ts";
import type { Severity } from "../entities/vocabulary.ts";
import { Right } from "./right.ts";
import { SeverityEnum } from "./severity.enum.ts";

@Right("parent")
@ObjectType("SeverityReason", { description: "A severity rule that fired, and why." })
export class SeverityReasonType implements SeverityReason {
  @Field(() => String, { description: "Name of the rule, such as `DOWN_CRITICAL`." })
  rule!: string;

  @Field(() => SeverityEnum, { description: "The severity that this rule alone calls for; the worst of all wins." })
  severity!: Severity;

  @Field(() => String, { description: "The input that fired it, as a sentence to show." })
  because!: string;
}

@Right("policy:read")
@ObjectType("SeverityAssessment", {
  description:
    "What the severity rules make of some facts. The same facts under the same policy version always " +
    "give the same answer.",
})
export class SeverityAssessmentType {
  @Field(() => SeverityEnum, { description: "The worst severity that a fired rule calls for; SEV3 if none fired." })
  severity!: Severity;

  @Field(() => Boolean, { description: "Impact is expanding, which also rules out anything below SEV2." })
  urgent!: boolean;

  @Field(() => Int, { description: "Version of the policy whose thresholds and exchange rates were used." })
  policyVersion!: number;

  @Field(() => [SeverityReasonType], { description: "Every rule that fired." })
  reasons!: SeverityReason[];
}
