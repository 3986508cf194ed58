import { Column, Entity, PrimaryColumn } from "typeorm";
import { Exact, Instant } from "./columns.ts";
import type { AffectedSource, FigureSource, ImpactFigure } from "./vocabulary.ts";

/** An account that an incident hits; once, through however many services. */
@Entity("affected_customer")
export class AffectedCustomerEntity {
  @PrimaryColumn("uuid")
  incidentId!: string;

  @PrimaryColumn("uuid")
  customerId!: string;

  /** Where the figure comes from. */
  @Column("text")
  source!: AffectedSource;

  @Instant()
  recordedAt!: Date;
}

/** The figures as they stood after one change of impact. */
@Entity("impact_snapshot")
export class ImpactSnapshotEntity {
  @PrimaryColumn("uuid")
  incidentId!: string;

  /** The incident's revision that the change made. */
  @PrimaryColumn("integer")
  revision!: number;

  @Instant()
  at!: Date;

  @Column("integer")
  customersAffected!: number;

  @Column("integer")
  strategicAffected!: number;

  @Exact()
  revenueAtRiskTotal!: string;

  @Column("text")
  revenueCurrency!: string;

  /** What growth was measured against as the change came: the count at triage, or the one of the last escalation; null before. */
  @Column("integer", { nullable: true })
  baseline!: number | null;
}

/** Where a figure of an incident's impact comes from, and how old it is. */
@Entity("impact_figure")
export class ImpactFigureEntity {
  @PrimaryColumn("uuid")
  incidentId!: string;

  @PrimaryColumn("text")
  figure!: ImpactFigure;

  /** STATED for what a person said; else how the accounts behind it came. */
  @Column("text")
  source!: FigureSource;

  @Column("text")
  saidBy!: string;

  @Instant()
  recordedAt!: Date;
}
