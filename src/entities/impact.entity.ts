import { Column, Entity, PrimaryColumn } from "typeorm";
import { Exact, Instant } from "./columns.ts";

/** An account that an incident hits; once, through however many services. */
@Entity("affected_customer")
export class AffectedCustomerEntity {
  @PrimaryColumn("uuid")
  incidentId!: string;

  @PrimaryColumn("uuid")
  customerId!: string;

  /** Where the figure comes from: LIST, SEGMENT or MERGE. */
  @Column("text")
  source!: string;

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
}
