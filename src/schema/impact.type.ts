import { Field, Float, Int, ObjectType } from "type-graphql";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type { CustomerRange, Money } from "../entities/incident-values.ts";
import type { AffectedSource, FeatureState, FigureSource, ImpactFigure } from "../entities/vocabulary.ts";
import type { KnownFigure, Snapshot } from "../services/impact/index.ts";
import { AffectedSourceEnum, FigureSourceEnum, ImpactFigureEnum } from "./impact.enum.ts";
import { MoneyType } from "./money.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";
import { FeatureStateEnum } from "./severity.enum.ts";

type Shown =
  | "customersStated" | "customersRange" | "strategicAffected" | "revenueAtRisk" | "featureState" | "workaround" | "dataLossRisk"
  | "expanding" | "directOutreachReason";
type ShownOfSnapshot = "revision" | "at" | "customersAffected" | "strategicAffected" | "growth" | "growthFactor";

@Right("incident:read")
@ObjectType("AffectedBySource", { description: "How many affected customers came to the incident in one way." })
export class AffectedBySourceType {
  @Field(() => AffectedSourceEnum, { description: "The way they came." })
  source!: AffectedSource;

  @Field(() => Int, { description: "How many accounts." })
  customers!: number;

  @Field(() => DateTime, { description: "When the oldest of them was added." })
  oldestAt!: Date;

  @Field(() => DateTime, { description: "When the newest of them was added; tells how old the figure is." })
  recordedAt!: Date;

  @Field(() => Int, { description: "How long ago that was, in seconds." })
  ageSeconds!: number;
}

@Right("parent")
@ObjectType("ImpactFigure", { description: "A figure of the impact, where it comes from and how old it is." })
export class ImpactFigureType implements Pick<KnownFigure, "figure" | "value" | "source" | "saidBy" | "recordedAt" | "ageSeconds"> {
  @Field(() => ImpactFigureEnum, { description: "Which one." })
  figure!: ImpactFigure;

  @Field(() => String, { description: "How it stands now, as text: `127`, `DEGRADED`, `890000 USD`." })
  value!: string;

  @Field(() => FigureSourceEnum, { description: "Where it comes from." })
  source!: FigureSource;

  @Field(() => String, { description: "Who said or changed it last: a person, an integration, or the `actorLabel` of the call." })
  saidBy!: string;

  @Field(() => DateTime, { description: "When that was." })
  recordedAt!: Date;

  @Field(() => Int, { description: "How long ago that was, in seconds." })
  ageSeconds!: number;
}

@Right("parent")
@ObjectType("CustomerRange", { description: "From `low` to `high` customers, both included; null where it is open." })
export class CustomerRangeType implements CustomerRange {
  @Field(() => Int, { nullable: true, description: "At least so many." })
  low!: number | null;

  @Field(() => Int, { nullable: true, description: "At most so many." })
  high!: number | null;
}

/** Its root is the incident's row. */
@Right("incident:read")
@ObjectType("Impact", { description: "The harm to customers." })
export class ImpactType implements Pick<IncidentEntity, Shown> {
  @Field(() => Int, {
    description:
      "How many customers are affected: the larger of the stated and the counted number, and what every rule uses.",
  })
  customersAffected!: number;

  @Field(() => Int, { nullable: true, description: "An estimate that somebody made by hand." })
  customersStated!: number | null;

  @Field(() => CustomerRangeType, { nullable: true, description: "Between what that estimate lies; null where nobody said." })
  customersRange!: CustomerRange | null;

  @Field(() => [AffectedBySourceType], {
    description: "The counted customers by how they were found; an account counts once.",
  })
  affectedBySource!: AffectedBySourceType[];

  @Field(() => [ImpactFigureType], {
    description: "Source and age of each figure that anybody has given. Revenue is not among them for a vendor on the incident.",
  })
  figures!: KnownFigure[];

  @Field(() => Int, { description: "How many of them are strategic accounts." })
  strategicAffected!: number;

  @Right("incident:read", { vendors: "none" })
  @Field(() => [MoneyType], {
    description: "Annual recurring revenue of the affected accounts, one exact sum per currency.",
  })
  revenueAtRisk!: Money[];

  @Right("incident:read", { vendors: "none" })
  @Field(() => MoneyType, { description: "The same in the policy's currency, at its stored rates." })
  revenueAtRiskTotal!: Money;

  @Field(() => Float, {
    nullable: true,
    description: "Affected customers in percent of those who use the service, 0 to 100; null if either is not known.",
  })
  percentOfService!: number | null;

  @Field(() => String, { nullable: true, description: "What customers notice, in words; at most 10,000 characters." })
  description!: string | null;

  @Field(() => FeatureStateEnum, {
    nullable: true,
    description: "How well the feature still works; null while nobody has said.",
  })
  featureState!: FeatureState | null;

  @Field(() => Boolean, {
    description:
      "The hub proposes to talk to the affected accounts in place of page and banner: they are few (5 at most by " +
      "default) and all known by name. The commander decides with `chooseDirectOutreach`.",
  })
  directOutreachProposed!: boolean;

  @Field(() => String, { nullable: true, description: "Why the accounts are talked to in place of page and banner; null where they are not." })
  directOutreachReason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What customers can do meanwhile. Messages to customers have to name it until a fix is deployed.",
  })
  workaround!: string | null;

  @Field(() => Boolean, { description: "Whether a workaround is recorded." })
  workaroundAvailable!: boolean;

  @Field(() => Boolean, { description: "Data may be lost. Makes it SEV1 and escalates as DATA_INTEGRITY." })
  dataLossRisk!: boolean;

  @Field(() => Boolean, {
    description: "The harm is growing. Makes it urgent, opens the bridge and rules out anything below SEV2.",
  })
  expanding!: boolean;
}

@Right("incident:read")
@ObjectType("ImpactSnapshot", { description: "The figures as they stood after one change of impact." })
export class ImpactSnapshotType implements Pick<Snapshot, ShownOfSnapshot> {
  @Field(() => Int, { description: "Revision of the timeline event that recorded the change." })
  revision!: number;

  @Field(() => DateTime, { description: "Since when these figures hold." })
  at!: Date;

  @Field(() => Int, { description: "Affected customers, the larger of stated and counted." })
  customersAffected!: number;

  @Field(() => Int, { description: "How many more customers than in the snapshot before; below 0 after a correction." })
  growth!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "`customersAffected` in times of the baseline that CUSTOMERS_DOUBLED was measured by: the count at triage, or that of the last such escalation. " +
      "Null before triage.",
  })
  growthFactor!: number | null;

  @Field(() => Int, { description: "Affected strategic accounts." })
  strategicAffected!: number;

  @Right("incident:read", { vendors: "none" })
  @Field(() => MoneyType, { description: "Annual recurring revenue at risk in the policy's currency of that time." })
  revenueAtRiskTotal!: Money;
}
