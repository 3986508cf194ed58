import { Field, Int, ObjectType } from "type-graphql";
import type { GuardrailRule } from "../entities/vocabulary.ts";
import { GuardrailRuleEnum } from "./communication.enum.ts";
import { Right } from "./right.ts";

@Right("incident:read")
@ObjectType("GuardrailFinding", {
  description: "A passage of a message that breaks a rule, or something that the message lacks.",
})
export class GuardrailFindingType {
  @Field(() => GuardrailRuleEnum, { description: "The rule that is broken." })
  rule!: GuardrailRule;

  @Field(() => Int, {
    description: "Where the passage begins in the body, counted from 0 in UTF-16 code units as JavaScript strings are.",
  })
  start!: number;

  @Field(() => Int, {
    description: "Where it ends: the position after its last unit. Equal to `start` if something is missing.",
  })
  end!: number;

  @Field(() => String, { description: "What is wrong, as a sentence to show." })
  why!: string;

  @Field(() => String, {
    nullable: true,
    description: "A text that would pass, such as the sentence about the next update.",
  })
  suggestion!: string | null;

  @Field(() => Boolean, { description: "Whether a named person may publish all the same, with a reason." })
  overridable!: boolean;
}
