import { Field, InputType, Int } from "type-graphql";
import type { FeatureState, Severity } from "../entities/vocabulary.ts";
import { ChangeInput } from "./change.input.ts";
import { MoneyInput } from "./money.type.ts";
import { FeatureStateEnum, SeverityEnum } from "./severity.enum.ts";

@InputType({ description: "Facts to assess, belonging to no incident. What is left out counts as not known." })
export class SeverityInput {
  @Field(() => Int, { nullable: true, description: "How many customers are affected." })
  customersAffected?: number | null;

  @Field(() => Int, { nullable: true, description: "How many customers the service has; percentages are of these." })
  customersOfService?: number | null;

  @Field(() => Int, { nullable: true, description: "How many of the affected are strategic accounts." })
  strategicAffected?: number | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "Annual recurring revenue of the affected; converted at the policy's stored rates.",
  })
  revenueAtRisk?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: "Criticality of the service, 1 (highest) to 4." })
  serviceTier?: number | null;

  @Field(() => FeatureStateEnum, { nullable: true, description: "How well the feature still works." })
  featureState?: FeatureState | null;

  @Field(() => Boolean, { nullable: true, description: "Whether customers can help themselves meanwhile." })
  workaroundAvailable?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether data may be lost: alone enough for SEV1." })
  dataLossRisk?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the harm is growing: urgent, and SEV2 at least." })
  expanding?: boolean | null;
}

@InputType({
  description: "A person's word on the severity, which from then on holds against every rule that is firing now.",
})
export class ChangeSeverityInput extends ChangeInput {
  @Field(() => SeverityEnum, {
    description: "The severity. The one that it has may be confirmed so. Expanding impact refuses SEV3 and SEV4.",
  })
  severity!: Severity;

  @Field(() => String, { description: "Why; at most 10,000 characters." })
  reason!: string;
}
