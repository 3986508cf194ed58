import { Field, ID, Int, ObjectType } from "type-graphql";
import type { ActionItemEntity } from "../entities/action-item.entity.ts";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type { ActionState, IncidentStatus } from "../entities/vocabulary.ts";
import { ActionStateEnum } from "./action.enum.ts";
import { IncidentStatusEnum } from "./incident.enum.ts";
import { IncidentType } from "./incident.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";

type Shown =
  | "id" | "action" | "owner" | "priority" | "dueAt" | "dueUpon" | "state" | "reason" | "handedTo" | "createdAt"
  | "updatedAt";

@Right("incident:read")
@ObjectType("ActionItem", {
  description: "A next step. An incident closes only when each is done, dropped with a reason or handed on.",
})
export class ActionItemType implements Pick<ActionItemEntity, Shown> {
  @Field(() => ID, { description: "The key that `updateAction` takes." })
  id!: string;

  @Field(() => IncidentType, { description: "The incident that it belongs to." })
  incident!: IncidentEntity;

  @Field(() => String, { description: "What is to be done." })
  action!: string;

  @Field(() => String, { description: "Who does it: a responder or a team, by name." })
  owner!: string;

  @Field(() => Int, { description: "How urgent it is, from 1 (first) to 5." })
  priority!: number;

  @Field(() => DateTime, { nullable: true, description: "The time by which it is due, if it is due at a time." })
  dueAt!: Date | null;

  @Field(() => IncidentStatusEnum, {
    nullable: true,
    description: "The status upon which it is due, such as RESOLVED.",
  })
  dueUpon!: IncidentStatus | null;

  @Field(() => ActionStateEnum, { description: "How it stands." })
  state!: ActionState;

  @Field(() => String, { nullable: true, description: "Why it was dropped, or what else was said of the last change." })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Who has taken it over outside this incident, by name; that settles it here.",
  })
  handedTo!: string | null;

  @Field(() => DateTime, { description: "When it was added." })
  createdAt!: Date;

  @Field(() => DateTime, { description: "When it last changed." })
  updatedAt!: Date;
}
