import { Field, ID, Int, ObjectType } from "type-graphql";
import type { ClockEntity } from "../entities/clock.entity.ts";
import type { ClockKind, ClockState } from "../entities/vocabulary.ts";
import { ClockKindEnum, ClockStateEnum } from "./clock.enum.ts";
import { Right } from "./right.ts";
import { DateTime, Duration } from "./scalars.ts";

type Shown =
  | "id" | "kind" | "subject" | "startedAt" | "dueAt" | "promised" | "metAt" | "breachedAt" | "stoppedAt" | "stopReason"
  | "planVersion";

@Right("incident:read")
@ObjectType("Clock", {
  description:
    "One promise with a deadline. A reopen or a new promise is a new clock; only a change of severity moves one.",
})
export class ClockType implements Pick<ClockEntity, Shown> {
  @Field(() => ID, { description: "Unique over all incidents." })
  id!: string;

  @Field(() => ClockKindEnum, { description: "What is promised." })
  kind!: ClockKind;

  @Field(() => String, {
    nullable: true,
    description:
      "Whom it is about, where that matters: a customer's external id for CSM_CALL, an audience for NEXT_UPDATE and " +
      "RESOLUTION_NOTICE, an action's id for EXECUTIVE_APOLOGY.",
  })
  subject!: string | null;

  @Field(() => ClockStateEnum, { description: "How the promise stands now." })
  state!: ClockState;

  @Field(() => DateTime, { description: "What the span counts from." })
  startedAt!: Date;

  @Field(() => DateTime, { description: "The deadline." })
  dueAt!: Date;

  @Field(() => Boolean, {
    description: "Somebody told others this very instant, so a lowered severity does not put it off.",
  })
  promised!: boolean;

  @Field(() => Duration, {
    nullable: true,
    description:
      "Time left as of this answer, `PT0S` once the deadline has passed; null when nothing is owed any more.",
  })
  remaining!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it was done, be it in time or late." })
  metAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When the deadline was missed; kept even if it was done afterwards.",
  })
  breachedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it ceased to be owed." })
  stoppedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Why it ceased to be owed." })
  stopReason!: string | null;

  @Field(() => Int, { description: "Version of the response plan that set its span." })
  planVersion!: number;
}
