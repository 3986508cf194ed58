import { Field, InputType } from "type-graphql";
import type { GuardrailRule } from "../entities/vocabulary.ts";
import { GuardrailRuleEnum } from "./communication.enum.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- TypeScript takes nothing else of a class that others are made from.
export type InputClass = abstract new (...args: any[]) => object;

/** An input by which a person passes over guardrails; not a type of the schema itself. */
export function overriding<Base extends InputClass>(base: Base) {
  @InputType()
  abstract class OverridingInput extends base {
    @Field(() => [GuardrailRuleEnum], {
      nullable: true,
      description: "Rules to pass over, each of which has to be overridable; needs `overrideReason`.",
    })
    overrides?: GuardrailRule[] | null;

    @Field(() => String, {
      nullable: true,
      description: "Why, on record under the caller's name; at most 10,000 characters.",
    })
    overrideReason?: string | null;
  }
  return OverridingInput;
}
