import { Field, ID, InputType } from "type-graphql";
import type { IncidentStatus, Severity } from "../entities/vocabulary.ts";
import {
  type IncidentOrderField, IncidentOrderFieldEnum, IncidentStatusEnum, type OrderDirection, OrderDirectionEnum,
} from "./incident.enum.ts";
import { DateTime } from "./scalars.ts";
import { SeverityEnum } from "./severity.enum.ts";

@InputType({
  description: "Which incidents to show: those that fit every field that is given, and in a list any of its entries.",
})
export class IncidentFilter {
  @Field(() => Boolean, {
    nullable: true,
    description: "true: those whose impact goes on, DETECTED, TRIAGED or MITIGATING; false: all others.",
  })
  open?: boolean | null;

  @Field(() => [IncidentStatusEnum], { nullable: true, description: "Those in one of these statuses." })
  statuses?: IncidentStatus[] | null;

  @Field(() => [SeverityEnum], { nullable: true, description: "Those of one of these severities." })
  severities?: Severity[] | null;

  @Field(() => [String], { nullable: true, description: "Those that hit one of these services." })
  serviceSlugs?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Those that one of these teams owns." })
  teamSlugs?: string[] | null;

  @Field(() => ID, { nullable: true, description: "Those that this responder commands now." })
  commanderId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "true: drills only; false: real incidents only. Left out: both.",
  })
  drill?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "Those with this text in reference, title or description, in upper or lower case.",
  })
  text?: string | null;

  @Field(() => DateTime, { nullable: true, description: "Those detected at this instant or later." })
  detectedFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Those detected before this instant." })
  detectedTo?: Date | null;
}

@InputType({ description: "How to sort incidents. Those that are equal in it keep a fixed order among themselves." })
export class IncidentOrder {
  @Field(() => IncidentOrderFieldEnum, { description: "What to sort by." })
  field!: IncidentOrderField;

  @Field(() => OrderDirectionEnum, { description: "Which end comes first." })
  direction!: OrderDirection;
}
