import { Field, InputType } from "type-graphql";
import type { PublicState } from "../entities/vocabulary.ts";
import { PublicStateEnum } from "./communication.enum.ts";
import { type InputClass, overriding } from "./overriding.input.ts";
import { DateTime } from "./scalars.ts";

/** An input by which something is told to an audience; not a type of the schema itself. */
export function telling<Base extends InputClass>(base: Base) {
  @InputType()
  abstract class TellingInput extends overriding(base) {
    @Field(() => PublicStateEnum, { nullable: true, description: "What it tells the public about progress. RESOLVED needs an incident that is resolved, or that the same act resolves: else ILLEGAL_TRANSITION." })
    publicState?: PublicState | null;

    @Field(() => DateTime, {
      nullable: true,
      description:
        "When the next update will come, in the future; becomes the NEXT_UPDATE clock, unless the text promises an earlier time. " +
        "Default: what the text promises, else the plan's interval.",
    })
    nextUpdateAt?: Date | null;
  }
  return TellingInput;
}
