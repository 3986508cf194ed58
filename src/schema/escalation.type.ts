import { Field, ID, Int, ObjectType } from "type-graphql";
import type { EscalationEntity } from "../entities/escalation.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { EscalationTrigger } from "../entities/vocabulary.ts";
import { EscalationTriggerEnum } from "./escalation.enum.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";

type Shown = "id" | "trigger" | "level" | "evidence" | "startedAt" | "nextStepAt" | "acknowledgedAt";

@Right("incident:read")
@ObjectType("Escalation", {
  description:
    "A climb up the ladder of people to page, at most one level per page step. An incident has at most " +
    "one that is running.",
})
export class EscalationType implements Pick<EscalationEntity, Shown> {
  @Field(() => ID, { description: "Unique over all incidents." })
  id!: string;

  @Field(() => EscalationTriggerEnum, { description: "What began it." })
  trigger!: EscalationTrigger;

  @Field(() => Int, {
    description:
      "The level reached. By default 1 is on-call, 2 the engineering lead, 3 the engineering manager, 4 VP " +
      "Engineering and CTO.",
  })
  level!: number;

  @Field(() => Boolean, {
    description:
      "Whether it still goes on: nobody has acknowledged, and the incident was not resolved, cancelled or merged.",
  })
  running!: boolean;

  @Field(() => [String], { description: "The causes in words, in the order in which they joined; the newest is last." })
  evidence!: string[];

  @Field(() => DateTime, { description: "When its first cause arose." })
  startedAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it climbs or pages again unless somebody acknowledges; null if nothing is pending.",
  })
  nextStepAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When somebody took notice, which stopped every pending page.",
  })
  acknowledgedAt!: Date | null;

  @Field(() => ResponderType, { nullable: true, description: "Who took notice." })
  acknowledgedBy!: ResponderEntity | null;
}
