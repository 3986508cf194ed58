import { Field, InputType, Int } from "type-graphql";
import type { EvidenceGrade, HypothesisState, TimelineKind } from "../entities/vocabulary.ts";
import { ChangeInput } from "./change.input.ts";
import { EvidenceGradeEnum, HypothesisStateEnum, TimelineKindEnum } from "./timeline.enum.ts";

@InputType({ description: "A fact for the timeline." })
export class TimelineEventInput extends ChangeInput {
  @Field(() => TimelineKindEnum, {
    description:
      "NOTE, UPDATE, EVIDENCE, HYPOTHESIS, ASSUMPTION, DECISION and the like; the hub itself writes those that " +
      "record a change.",
  })
  kind!: TimelineKind;

  @Field(() => String, { description: "What happened; at most 10,000 characters." })
  summary!: string;

  @Field(() => [String], { nullable: true, description: "Addresses of what backs it, each at most 2,000 characters." })
  links?: string[] | null;

  @Field(() => EvidenceGradeEnum, { nullable: true, description: "How well it is founded." })
  grade?: EvidenceGrade | null;

  @Field(() => HypothesisStateEnum, { nullable: true, description: "How the suspected cause stands, for HYPOTHESIS." })
  hypothesis?: HypothesisState | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Pins it, which puts it in the incident report. Default: false.",
  })
  pinned?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Meets the NEXT_UPDATE clock, as a note does that tells state, change and next step. Default: false.",
  })
  countsAsUpdate?: boolean | null;
}

@InputType({ description: "A correction. The event stays as it was written; the correction is an event of its own." })
export class AmendTimelineEventInput extends ChangeInput {
  @Field(() => Int, { description: "Revision of the event to correct." })
  revision!: number;

  @Field(() => String, { description: "The text that stands from now on; at most 10,000 characters." })
  summary!: string;
}

@InputType({ description: "Whether an event belongs to the incident report." })
export class PinTimelineEventInput extends ChangeInput {
  @Field(() => Int, { description: "Revision of the event." })
  revision!: number;

  @Field(() => Boolean, { description: "true pins it, false takes the pin off." })
  pinned!: boolean;
}
