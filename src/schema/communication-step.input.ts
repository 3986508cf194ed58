import { Field, ID, InputType, Int } from "type-graphql";
import type { PublicState } from "../entities/vocabulary.ts";
import { RevisedInput } from "./change.input.ts";
import { PublicStateEnum } from "./communication.enum.ts";
import { overriding } from "./overriding.input.ts";
import { DateTime } from "./scalars.ts";

/** What inputs that name a message have in common; not a type of the schema itself. */
@InputType()
abstract class OfCommunicationInput extends RevisedInput {
  @Field(() => ID, { description: "The message. NOT_FOUND also when its incident is private and the caller is not on it." })
  communicationId!: string;
}

@InputType({ description: "A yes to a draft's text as it stands." })
export class ApproveCommunicationInput extends OfCommunicationInput {}

@InputType({ description: "What changes about a message that has not gone out. What is left out stays as it is." })
export class EditCommunicationInput extends OfCommunicationInput {
  @Field(() => String, { nullable: true, description: "Subject or headline, at most 200 characters." })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: "The text, at most 20,000 characters. It is checked when it is published; `findings` tells before." })
  body?: string | null;

  @Field(() => PublicStateEnum, { nullable: true, description: "What it tells the public about progress." })
  publicState?: PublicState | null;

  @Field(() => DateTime, { nullable: true, description: "When the next update will come, in the future. Left out with a new text that names a time: none, since that counts." })
  nextUpdateAt?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: "The message's `textVersion` that was edited. If there is a newer one, nothing is changed and STALE_REVISION carries the `current` one.",
  })
  expectedVersion?: number | null;
}

@InputType({ description: "A message to take back, or a draft to put away." })
export class RetractCommunicationInput extends overriding(OfCommunicationInput) {
  @Field(() => String, {
    description: "Why; the status page shows it in the message's place, so for customers it has to pass the guardrails (GUARDRAIL carries the `findings`). At most 10,000 characters.",
  })
  note!: string;
}
