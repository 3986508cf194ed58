import { Field, ID, InputType } from "type-graphql";
import type { ComponentState, MaintenanceState, StatusImpact } from "../entities/vocabulary.ts";
import { ChangeInput } from "./change.input.ts";
import { DateTime } from "./scalars.ts";
import { ComponentStateEnum, MaintenanceStateEnum, StatusImpactEnum } from "./status.enum.ts";

@InputType({ description: "Work to announce." })
export class ScheduleMaintenanceInput {
  @Field(() => String, { description: "What it is, in words for customers; at most 200 characters. GUARDRAIL where it speculates or blames." })
  title!: string;

  @Field(() => String, { nullable: true, description: "What customers should know of it; at most 20,000 characters. GUARDRAIL where it speculates or blames. Default: one plain sentence." })
  body?: string | null;

  @Field(() => DateTime, { description: "When the work begins. One whose time has come begins at once." })
  scheduledFrom!: Date;

  @Field(() => DateTime, { description: "When it ends: after it begins, and ahead of now." })
  scheduledUntil!: Date;

  @Field(() => [String], { nullable: true, description: "Slugs of the components that are worked on, which are UNDER_MAINTENANCE meanwhile." })
  components?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "Whether it begins and ends at these instants by itself. Default: true." })
  movesByItself?: boolean | null;

  @Field(() => String, { nullable: true, description: "Makes a retry safe: the same key with the same input gets the first answer again. At most 200 characters." })
  idempotencyKey?: string | null;
}

@InputType({ description: "What becomes of a maintenance. What is left out stays as it is. CONFLICT once it is over." })
export class UpdateMaintenanceInput {
  @Field(() => ID, { description: "The entry's `id`." })
  id!: string;

  @Field(() => MaintenanceStateEnum, { nullable: true, description: "How far it is now. ILLEGAL_TRANSITION names the moves that are allowed." })
  state?: MaintenanceState | null;

  @Field(() => String, { nullable: true, description: "What to say; at most 20,000 characters. GUARDRAIL where it speculates or blames. Default: a plain sentence where it moves or is rescheduled, else nothing." })
  body?: string | null;

  @Field(() => String, { nullable: true, description: "What it is, in words for customers; at most 200 characters. GUARDRAIL where it speculates or blames." })
  title?: string | null;

  @Field(() => DateTime, { nullable: true, description: "When the work begins." })
  scheduledFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it ends." })
  scheduledUntil?: Date | null;

  @Field(() => [String], { nullable: true, description: "Slugs of the components that are worked on, in place of all of before." })
  components?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "Whether it begins and ends at its instants by itself." })
  movesByItself?: boolean | null;

  @Field(() => String, { nullable: true, description: "Makes a retry safe: the same key with the same input gets the first answer again. At most 200 characters." })
  idempotencyKey?: string | null;
}

@InputType({ description: "A component of an entry." })
export class StatusEntryComponentInput {
  @Field(() => String, { description: "The component's slug." })
  component!: string;

  @Field(() => ComponentStateEnum, { description: "Its state while the entry is open." })
  state!: ComponentState;
}

@InputType({ description: "A person's word on an incident's entry on the status page. What is left out stays as it is." })
export class UpdateStatusEntryInput extends ChangeInput {
  @Field(() => String, { nullable: true, description: "In words for customers; at most 200 characters. GUARDRAIL where it speculates, blames or gives the root cause away." })
  title?: string | null;

  @Field(() => StatusImpactEnum, { nullable: true, description: "How much it takes away; by its components where they are given and this is not." })
  impact?: StatusImpact | null;

  @Field(() => DateTime, { nullable: true, description: "When it began, for customers: what it held from its beginning on, it held from then on." })
  startedAt?: Date | null;

  @Field(() => [StatusEntryComponentInput], { nullable: true, description: "Its components, in place of all of before; publications leave them alone from then on, and of an entry that has ended they restate its history. An empty list: none, and it is on every page." })
  components?: StatusEntryComponentInput[] | null;
}
