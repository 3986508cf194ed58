import { Field, ID, ObjectType } from "type-graphql";
import type { StatusComponentEntity } from "../entities/status-component.entity.ts";
import type { StatusEntryEntity, StatusEntryUpdateEntity } from "../entities/status-entry.entity.ts";
import type { ComponentState, StatusEntryKind, StatusEntryState, StatusImpact } from "../entities/vocabulary.ts";
import { connectionOf } from "./page.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";
import { ComponentStateEnum, StatusEntryKindEnum, StatusEntryStateEnum, StatusImpactEnum } from "./status.enum.ts";
import { StatusComponentType } from "./status-component.type.ts";

@Right("status:read")
@ObjectType("StatusEntryUpdate", { description: "One word on an entry of the status page." })
export class StatusEntryUpdateType implements Pick<StatusEntryUpdateEntity, "id" | "state" | "body" | "at" | "retractedAt"> {
  @Field(() => ID, { description: "Its key." })
  id!: string;

  @Field(() => StatusEntryStateEnum, { description: "How far the entry was said to be." })
  state!: StatusEntryState;

  @Field(() => String, { description: "What the page says; where it was taken back, what it says in its place." })
  body!: string;

  @Field(() => DateTime, { description: "When it was said." })
  at!: Date;

  @Field(() => DateTime, { nullable: true, description: "When it was taken back." })
  retractedAt!: Date | null;
}

@Right("status:read")
@ObjectType("StatusEntryComponent", { description: "A component that an entry is about." })
export class StatusEntryComponentType {
  @Field(() => StatusComponentType, { description: "The component." })
  component!: StatusComponentEntity;

  @Field(() => ComponentStateEnum, { description: "The state that the entry holds it in while it is open." })
  state!: ComponentState;
}

type Shown = Exclude<keyof StatusEntryEntity, "incidentId" | "dueAt" | "isGeneral" | "createdBy">;

@Right("status:read")
@ObjectType("StatusEntry", { description: "An incident or a maintenance as the status page tells of it. There is none of a drill or a private incident." })
export class StatusEntryType implements Pick<StatusEntryEntity, Shown> {
  @Field(() => ID, { description: "Its key, and its place on the page: `/status#ID`." })
  id!: string;

  @Field(() => StatusEntryKindEnum, { description: "What it tells of." })
  kind!: StatusEntryKind;

  @Field(() => String, { description: "In words for customers: the subject of the first message that was published, else the incident's title." })
  title!: string;

  @Field(() => StatusImpactEnum, { description: "How much it takes away." })
  impact!: StatusImpact;

  @Field(() => StatusEntryStateEnum, { description: "How far it is." })
  state!: StatusEntryState;

  @Field(() => DateTime, { nullable: true, description: "When it began: an incident when it was detected, unless a person said otherwise; a maintenance with its work, and null before." })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it was first only watched or checked." })
  monitoringAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it ended: resolved, completed or cancelled; null while it is open." })
  resolvedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When a maintenance was announced to begin." })
  scheduledFrom!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When a maintenance was announced to end." })
  scheduledUntil!: Date | null;

  @Field(() => Boolean, { description: "Whether a maintenance begins and ends at these instants by itself." })
  movesByItself!: boolean;

  @Field(() => DateTime, { nullable: true, description: "When subscribers are reminded of a maintenance; null where they are not, or were." })
  remindAt!: Date | null;

  @Field(() => Boolean, { description: "Whether a person chose its components, which publications leave alone then." })
  componentsByHand!: boolean;

  @Field(() => DateTime, { description: "When it was first told of." })
  createdAt!: Date;

  @Field(() => DateTime, { description: "When anything about it changed last." })
  updatedAt!: Date;

  @Field(() => [StatusEntryUpdateType], { description: "What was said of it, newest first." })
  updates!: StatusEntryUpdateEntity[];

  @Field(() => [StatusEntryComponentType], { description: "Its components; on a page those that are there." })
  components!: StatusEntryComponentType[];
}

export const StatusEntryConnectionType = connectionOf<StatusEntryEntity>("StatusEntry", "entries of the status page", () => StatusEntryType);
