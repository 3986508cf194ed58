import { Field, ID, Int, ObjectType } from "type-graphql";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type {
  CauseClass, IncidentSource, IncidentStatus, MitigationProgress, Severity, Strategy,
} from "../entities/vocabulary.ts";
import {
  CauseClassEnum, IncidentSourceEnum, IncidentStatusEnum, MitigationProgressEnum, StrategyEnum,
} from "./incident.enum.ts";
import { DateTime } from "./scalars.ts";
import { SeverityEnum } from "./severity.enum.ts";

type Shown =
  | "id" | "reference" | "title" | "description" | "status" | "severity" | "severityProvisional" | "proposedSeverity"
  | "drill" | "private" | "source" | "strategy" | "causeClass" | "rootCause" | "mitigationProgress" | "revision"
  | "reopenCount" | "policyVersion" | "planVersion" | "handOffNote" | "channel" | "bridgeUrl" | "detectedAt"
  | "declaredAt" | "triagedAt" | "mitigatingAt" | "resolvedAt" | "closedAt" | "cancelledAt" | "updatedAt" | "eta";

/** The part of `Incident` that stands in its row as it is; not a type of the schema itself. */
@ObjectType()
export abstract class IncidentRecord implements Pick<IncidentEntity, Shown> {
  @Field(() => ID, { description: "The key that inputs take. It never changes." })
  id!: string;

  @Field(() => String, {
    description:
      "What people call it: `INC-YYYY-MMDD-NNN`, the UTC date of detection and a number from 001 each day, never " +
      "given twice.",
  })
  reference!: string;

  @Field(() => String, { description: "What is wrong, in a line; at most 200 characters." })
  title!: string;

  @Field(() => String, { nullable: true, description: "What is wrong, in more words; at most 10,000 characters." })
  description!: string | null;

  @Field(() => IncidentStatusEnum, { description: "Where it is in its life." })
  status!: IncidentStatus;

  @Field(() => SeverityEnum, { description: "How bad it is. Set from declaration on, from whatever is known by then." })
  severity!: Severity;

  @Field(() => Boolean, { description: "Whether the severity is only a first estimate: true until triage." })
  severityProvisional!: boolean;

  @Field(() => SeverityEnum, {
    nullable: true,
    description:
      "A severity that the rules find but the hub may not set by itself; a person decides with `changeSeverity`.",
  })
  proposedSeverity!: Severity | null;

  @Field(() => Boolean, {
    description:
      "An exercise: the same rules, but never in metrics, never sent to real customers, and to be " +
      "marked on every screen.",
  })
  drill!: boolean;

  @Field(() => Boolean, { description: "Seen only by those on it and by admins; to all others it does not exist." })
  private!: boolean;

  @Field(() => IncidentSourceEnum, { description: "How it came to be known." })
  source!: IncidentSource;

  @Field(() => StrategyEnum, { nullable: true, description: "What is done first; null until triage decides." })
  strategy!: Strategy | null;

  @Field(() => CauseClassEnum, { nullable: true, description: "The suspected kind of cause. Internal." })
  causeClass!: CauseClass | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The cause in words, at most 10,000 characters. Internal until published: ROOT_CAUSE_INTERNAL keeps " +
      "it out of messages.",
  })
  rootCause!: string | null;

  @Field(() => MitigationProgressEnum, {
    nullable: true,
    description: "How far the mitigation is; null while nothing was reported.",
  })
  mitigationProgress!: MitigationProgress | null;

  @Field(() => Int, {
    description:
      "Number of its latest timeline event; every change makes at least one. Serves as `expectedRevision` and to " +
      "resume after.",
  })
  revision!: number;

  @Field(() => Int, { description: "How often it went back to MITIGATING after it had been resolved." })
  reopenCount!: number;

  @Field(() => Int, {
    description: "Version of the policy that it is run by. Later edits of the policy do not touch it.",
  })
  policyVersion!: number;

  @Field(() => Int, { description: "Version of its severity's response plan, kept until the severity changes." })
  planVersion!: number;

  @Field(() => String, {
    nullable: true,
    description: "What whoever comes after should know; kept when the incident closes.",
  })
  handOffNote!: string | null;

  @Field(() => String, {
    description:
      "Its chat channel: `#incident-` and the reference in lower case without the year, such as " +
      "`#incident-inc-0215-001`.",
  })
  channel!: string;

  @Field(() => String, {
    nullable: true,
    description: "Link of the call to join. Opened by SEV1 and by expanding impact, from a configured template.",
  })
  bridgeUrl!: string | null;

  @Field(() => DateTime, { description: "When the trouble was first noticed. TRIAGE and RESOLVE count from here." })
  detectedAt!: Date;

  @Field(() => DateTime, { description: "When it was entered in the hub. ACKNOWLEDGE and OWNERSHIP count from here." })
  declaredAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it was triaged. FIRST_COMMUNICATION and STATUS_PAGE count from here.",
  })
  triagedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When work to end the impact began." })
  mitigatingAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When the impact ended. POST_MORTEM and the follow-up clocks count from here.",
  })
  resolvedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When everything was settled." })
  closedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it was called off or merged." })
  cancelledAt!: Date | null;

  @Field(() => DateTime, { description: "When anything about it last changed." })
  updatedAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: "When the impact is expected to end; null while nobody can say.",
  })
  eta!: Date | null;
}
