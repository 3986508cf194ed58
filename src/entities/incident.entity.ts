import { Column, Entity, PrimaryColumn } from "typeorm";
import { Exact, Instant } from "./columns.ts";
import type { CustomerRange, Money, SeverityReason, SeverityTenure, Verification } from "./incident-values.ts";
import type { CauseClass, FeatureState, IncidentSource, IncidentStatus, MitigationProgress, Severity, Strategy } from "./vocabulary.ts";

/** One coordinated response. Changed only under its row lock and only together with a timeline event. */
@Entity("incident")
export class IncidentEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text")
  reference!: string;

  @Column("text")
  title!: string;

  @Column("text", { nullable: true })
  description!: string | null;

  @Column("text")
  status!: IncidentStatus;

  /** Grows by one with every timeline event: event key, resume cursor and expected version at once. */
  @Column("integer")
  revision!: number;

  @Column("integer")
  reopenCount!: number;

  @Column("text")
  source!: IncidentSource;

  @Column("boolean")
  drill!: boolean;

  @Column("boolean")
  private!: boolean;

  @Column("text") // an actor's id; always on it
  declaredBy!: string;

  @Column("uuid", { nullable: true })
  serviceId!: string | null;

  @Column("uuid", { nullable: true })
  ownerTeamId!: string | null;

  /** Whoever holds INCIDENT_COMMANDER, accepted and not released. */
  @Column("uuid", { nullable: true })
  commanderId!: string | null;

  @Column("text", { nullable: true })
  strategy!: Strategy | null;

  @Column("text", { nullable: true })
  causeClass!: CauseClass | null;

  /** Internal until published. */
  @Column("text", { nullable: true })
  rootCause!: string | null;

  @Column("text", { nullable: true })
  mitigationProgress!: MitigationProgress | null;

  @Column("text")
  severity!: Severity;

  @Column("boolean")
  severityProvisional!: boolean;

  @Column("text", { nullable: true })
  proposedSeverity!: Severity | null;

  @Column("jsonb")
  severityReasons!: SeverityReason[];

  /** The rules that fired when a person last set the severity; null while nobody has. */
  @Column("text", { array: true, nullable: true })
  severityBaseline!: string[] | null;

  @Column("jsonb")
  severityHistory!: SeverityTenure[];

  /** Version of the policy that the incident runs on. */
  @Column("integer")
  policyVersion!: number;

  /** Version of its severity's response plan. */
  @Column("integer")
  planVersion!: number;

  @Instant()
  detectedAt!: Date;

  @Instant()
  declaredAt!: Date;

  @Instant({ nullable: true })
  triagedAt!: Date | null;

  @Instant({ nullable: true })
  mitigatingAt!: Date | null;

  @Instant({ nullable: true })
  resolvedAt!: Date | null;

  @Instant({ nullable: true })
  closedAt!: Date | null;

  @Instant({ nullable: true })
  cancelledAt!: Date | null;

  @Instant()
  updatedAt!: Date;

  @Instant({ nullable: true })
  eta!: Date | null;

  @Column("text")
  channel!: string;

  @Column("text", { nullable: true })
  bridgeUrl!: string | null;

  /** An estimate made by hand; `affectedBy` in the impact rules weighs it against the rows. */
  @Column("integer", { nullable: true })
  customersStated!: number | null;

  @Column("jsonb", { nullable: true })
  customersRange!: CustomerRange | null;

  /** How many `affected_customer` rows there are; kept by the impact verbs so that a board needs no join. */
  @Column("integer")
  customersCounted!: number;

  @Column("integer")
  strategicAffected!: number;

  /** One sum per currency. */
  @Column("jsonb")
  revenueAtRisk!: Money[];

  /** The same in the policy's currency. */
  @Exact()
  revenueAtRiskTotal!: string;

  @Column("text")
  revenueCurrency!: string;

  /** Affected customers at triage: what CUSTOMERS_DOUBLED compares with. */
  @Column("integer", { nullable: true })
  customersBaseline!: number | null;

  @Column("text", { nullable: true })
  impactDescription!: string | null;

  /** Why the few accounts are talked to in place of page and banner; null where they are not. */
  @Column("text", { nullable: true })
  directOutreachReason!: string | null;

  @Column("text", { nullable: true })
  featureState!: FeatureState | null;

  @Column("text", { nullable: true })
  workaround!: string | null;

  @Column("boolean")
  dataLossRisk!: boolean;

  @Column("boolean")
  expanding!: boolean;

  /** Somebody, a customer say, asked for a post-mortem. */
  @Column("boolean")
  postMortemRequested!: boolean;

  /** Owed as of now; stored so that the database can hold RESOLVED -> CLOSED. */
  @Column("boolean")
  postMortemOwed!: boolean;

  @Column("jsonb", { nullable: true })
  verification!: Verification | null;

  @Column("text", { nullable: true })
  handOffNote!: string | null;

  /** Who asked first to cancel what was already published (an actor's id); somebody else has to confirm. */
  @Column("text", { nullable: true })
  cancelRequestedBy!: string | null;

  @Column("uuid", { nullable: true })
  parentId!: string | null;

  @Column("uuid", { nullable: true })
  mergedIntoId!: string | null;

  @Column("uuid", { nullable: true })
  recurrenceOfId!: string | null;
}
