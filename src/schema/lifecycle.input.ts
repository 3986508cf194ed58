import { Field, ID, InputType } from "type-graphql";
import type { CauseClass, MitigationProgress, Severity, Strategy } from "../entities/vocabulary.ts";
import { ChangeInput } from "./change.input.ts";
import { ImpactInput } from "./impact.input.ts";
import { CauseClassEnum, MitigationProgressEnum, StrategyEnum } from "./incident.enum.ts";
import { DateTime } from "./scalars.ts";
import { SeverityEnum } from "./severity.enum.ts";

@InputType({ description: "A step in an incident's life. ILLEGAL_TRANSITION carries the moves that are `allowed`." })
export class MoveIncidentInput extends ChangeInput {
  @Field(() => String, {
    nullable: true,
    description: "Why; at most 10,000 characters. A reopen needs one; for `closeIncident` it is the hand-off note.",
  })
  reason?: string | null;
}

@InputType({
  description:
    "Triage. It needs a severity, an owner (team or commander) and a first statement of impact; what the incident has " +
    "already need not be given again.",
})
export class TriageIncidentInput extends ChangeInput {
  @Field(() => SeverityEnum, { nullable: true, description: "The severity. Left out, the assessed one stands." })
  severity?: Severity | null;

  @Field(() => String, {
    nullable: true,
    description: "Why this severity, if it differs from the assessed one; at most 10,000 characters.",
  })
  reason?: string | null;

  @Field(() => String, { nullable: true, description: "The team that owns it from now on." })
  ownerTeamSlug?: string | null;

  @Field(() => ID, { nullable: true, description: "The responder who commands it from now on." })
  commanderId?: string | null;

  @Field(() => ImpactInput, { nullable: true, description: "The harm to customers, as far as it is known." })
  impact?: ImpactInput | null;

  @Field(() => StrategyEnum, { nullable: true, description: "What to do first. Internal." })
  strategy?: Strategy | null;

  @Field(() => CauseClassEnum, {
    nullable: true,
    description: "The suspected kind of cause. Internal; `reportMitigation` can correct it.",
  })
  causeClass?: CauseClass | null;
}

@InputType({ description: "How far the mitigation is." })
export class ReportMitigationInput extends ChangeInput {
  @Field(() => MitigationProgressEnum, { description: "The step that was reached." })
  progress!: MitigationProgress;

  @Field(() => String, { description: "What was done or found, for the timeline; at most 10,000 characters." })
  summary!: string;

  @Field(() => DateTime, {
    nullable: true,
    description:
      "When the impact is expected to end; ten years ahead at most. Left out, the earlier one stays; " +
      "null takes it back.",
  })
  eta?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "The cause, once known; at most 10,000 characters. Internal until published.",
  })
  rootCause?: string | null;

  @Field(() => CauseClassEnum, { nullable: true, description: "The kind of cause. Internal." })
  causeClass?: CauseClass | null;
}

@InputType({ description: "Another strategy or suspicion. Both are internal. At least one of the two is needed." })
export class ChangeApproachInput extends ChangeInput {
  @Field(() => StrategyEnum, { nullable: true, description: "What comes first from now on; left out, it stays." })
  strategy?: Strategy | null;

  @Field(() => CauseClassEnum, { nullable: true, description: "The class that the cause is now suspected in; left out, it stays." })
  causeClass?: CauseClass | null;

  @Field(() => String, { nullable: true, description: "Why; at most 10,000 characters." })
  reason?: string | null;
}
