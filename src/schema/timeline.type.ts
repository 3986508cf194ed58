import { Field, ID, Int, ObjectType } from "type-graphql";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type { TimelineEventEntity } from "../entities/timeline-event.entity.ts";
import type { EvidenceGrade, HypothesisState, TimelineKind } from "../entities/vocabulary.ts";
import { IncidentType } from "./incident.type.ts";
import { connectionOf } from "./page.type.ts";
import { Right } from "./right.ts";
import { DateTime, Json } from "./scalars.ts";
import { EvidenceGradeEnum, HypothesisStateEnum, TimelineKindEnum } from "./timeline.enum.ts";

type Shown =
  | "revision" | "kind" | "summary" | "occurredAt" | "recordedAt" | "links" | "grade" | "hypothesis" | "details";

@Right("incident:read")
@ObjectType("TimelineEvent", {
  description: "A fact about an incident, never changed once written; corrections and pins are events of their own.",
})
export class TimelineEventType implements Pick<TimelineEventEntity, Shown> {
  @Field(() => ID, { description: "Unique over all incidents." })
  id!: string;

  @Field(() => IncidentType, { description: "The incident that it belongs to, as that stands now." })
  incident!: IncidentEntity;

  @Field(() => Int, {
    description: "1, 2, 3 ... within the incident, without a gap. The subscription `timeline` resumes after one.",
  })
  revision!: number;

  @Field(() => TimelineKindEnum, { description: "What sort of fact it is." })
  kind!: TimelineKind;

  @Field(() => String, {
    description:
      "What happened, as it was first written; `amendedSummary` has a correction. At most 10,000 characters.",
  })
  summary!: string;

  @Field(() => String, {
    nullable: true,
    description: "The text that stands now in place of `summary`; null if the event was never amended.",
  })
  amendedSummary!: string | null;

  @Field(() => String, {
    description: "Who did it: the `actorLabel` that was given, else the name of the person or key, or the hub itself.",
  })
  actor!: string;

  @Field(() => DateTime, { description: "When it happened; may be earlier than `recordedAt`." })
  occurredAt!: Date;

  @Field(() => DateTime, { description: "When the hub wrote it down." })
  recordedAt!: Date;

  @Field(() => Boolean, {
    description: "Whether it is pinned now. Pinned events make up the timeline of the incident report.",
  })
  pinned!: boolean;

  @Field(() => TimelineEventType, {
    nullable: true,
    description: "The earlier event that it corrects, if it is an amendment.",
  })
  amends!: TimelineEventEntity | null;

  @Field(() => [TimelineEventType], { description: "The corrections of it, oldest first; the last one stands." })
  amendments!: TimelineEventEntity[];

  @Field(() => [String], { description: "Addresses of what backs it: dashboards, logs, tickets." })
  links!: string[];

  @Field(() => EvidenceGradeEnum, {
    nullable: true,
    description: "How well it is founded; null where that was not said.",
  })
  grade!: EvidenceGrade | null;

  @Field(() => HypothesisStateEnum, {
    nullable: true,
    description: "How the suspected cause stood when it was written; only for HYPOTHESIS.",
  })
  hypothesis!: HypothesisState | null;

  @Field(() => Json, {
    nullable: true,
    description:
      "What changed, for programs. Its keys depend on `kind`; more may be added, so ignore those you do not know.",
  })
  details!: Record<string, unknown> | null;
}

export const TimelineConnectionType =
  connectionOf<TimelineEventEntity>("Timeline", "timeline events", () => TimelineEventType);
