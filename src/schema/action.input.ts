import { Field, ID, InputType, Int } from "type-graphql";
import type { ActionState, IncidentStatus } from "../entities/vocabulary.ts";
import { ActionStateEnum } from "./action.enum.ts";
import { ChangeInput, RevisedInput } from "./change.input.ts";
import { IncidentStatusEnum } from "./incident.enum.ts";
import { DateTime } from "./scalars.ts";

@InputType({ description: "A next step. It may be due at a time or upon a status, not both." })
export class ActionInput extends ChangeInput {
  @Field(() => String, { description: "What is to be done; at most 10,000 characters." })
  action!: string;

  @Field(() => String, { description: "Who does it: a responder or a team, by name; at most 200 characters." })
  owner!: string;

  @Field(() => Int, { nullable: true, description: "How urgent it is, from 1 (first) to 5. Default: 3." })
  priority?: number | null;

  @Field(() => DateTime, { nullable: true, description: "The time by which it is due; ten years ahead at most." })
  dueAt?: Date | null;

  @Field(() => IncidentStatusEnum, {
    nullable: true,
    description: "The status upon which it is due, such as RESOLVED.",
  })
  dueUpon?: IncidentStatus | null;

  @Field(() => ActionStateEnum, { nullable: true, description: "How it stands; not DROPPED. Default: PENDING." })
  state?: ActionState | null;
}

@InputType({ description: "What changes about a next step. What is left out stays as it is." })
export class UpdateActionInput extends RevisedInput {
  @Field(() => ID, { description: "The action's `id`." })
  actionId!: string;

  @Field(() => ActionStateEnum, { nullable: true, description: "How it stands now. DROPPED needs a `reason`." })
  state?: ActionState | null;

  @Field(() => String, {
    nullable: true,
    description: "Who does it from now on: a responder or a team, by name; at most 200 characters.",
  })
  owner?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "The time by which it is due from now on, in place of a status; ten years ahead at most.",
  })
  dueAt?: Date | null;

  @Field(() => String, { nullable: true, description: "Why; at most 10,000 characters." })
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Who takes it over outside this incident, by name; at most 200 characters. That settles it, so that the " +
      "incident can close.",
  })
  handedTo?: string | null;
}
