import { Field, ID, InputType, Int } from "type-graphql";
import { DateTime } from "./scalars.ts";

/** What inputs that change an incident have in common; none of these four is a type of the schema itself. */
@InputType()
export abstract class KeyedInput {
  @Field(() => String, {
    nullable: true,
    description:
      "Makes a retry safe: the same key with the same input gets the first answer again, with other input " +
      "IDEMPOTENCY_KEY_REUSED. At most 200 characters; keys of different callers do not meet.",
  })
  idempotencyKey?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "What the timeline calls the actor instead of the caller's own name, such as `Datadog` or `On-call`. At most " +
      "200 characters.",
  })
  actorLabel?: string | null;
}

@InputType()
export abstract class DatedInput extends KeyedInput {
  @Field(() => DateTime, {
    nullable: true,
    description:
      "When it happened, if not just now: at most 60 seconds ahead, and for a step of the lifecycle not before " +
      "detection. Clocks are met at this time. Publishing and acknowledging always happen at the hub's own time.",
  })
  occurredAt?: Date | null;
}

@InputType()
export abstract class RevisedInput extends DatedInput {
  @Field(() => Int, {
    nullable: true,
    description:
      "The incident's `revision` that the decision was made on. If it has moved on since, nothing is changed and " +
      "STALE_REVISION carries the `current` one.",
  })
  expectedRevision?: number | null;
}

@InputType()
export abstract class ChangeInput extends RevisedInput {
  @Field(() => ID, {
    description:
      "The incident's `id`, not its reference. NOT_FOUND also when it is private and the caller is not on it.",
  })
  incidentId!: string;
}
