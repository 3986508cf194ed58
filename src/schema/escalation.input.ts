import { Field, ID, InputType } from "type-graphql";
import type { EscalationTrigger } from "../entities/vocabulary.ts";
import { ChangeInput } from "./change.input.ts";
import { EscalationTriggerEnum } from "./escalation.enum.ts";

@InputType({ description: "A call for more people. If an escalation is running, this joins it as evidence." })
export class EscalateIncidentInput extends ChangeInput {
  @Field(() => EscalationTriggerEnum, {
    description: "MANUAL or STRATEGIC_REQUEST. INVALID_INPUT for the others, which the hub raises itself.",
  })
  trigger!: EscalationTrigger;

  @Field(() => String, { description: "Why, for those who are called; at most 10,000 characters." })
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The account that asked, by external id. STRATEGIC_REQUEST needs it, and it has to be a strategic account.",
  })
  customerExternalId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The ticket in which it asked, at most 200 characters. STRATEGIC_REQUEST needs it.",
  })
  requestId?: string | null;
}

@InputType({
  description:
    "Word that somebody has taken notice. It stops every pending page, and the first to say so acts as commander.",
})
export class AcknowledgeInput extends ChangeInput {
  @Field(() => String, {
    nullable: true,
    description: "What they are about to do, for the timeline; at most 10,000 characters.",
  })
  note?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "Who acknowledges, when a client speaks for a person. Default: the person that the API key belongs to.",
  })
  responderId?: string | null;
}
