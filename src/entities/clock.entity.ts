import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { ClockKind } from "./vocabulary.ts";

/** One promise with a deadline. Its state follows from its instants, so that the two cannot disagree. */
@Entity("clock")
export class ClockEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  incidentId!: string;

  @Column("text")
  kind!: ClockKind;

  /** Whom or what it is about where there can be several: a customer, an audience. */
  @Column("text", { nullable: true })
  subject!: string | null;

  /** Who is to keep it, where that is one person; nobody in particular, else. */
  @Column("uuid", { nullable: true })
  ownerId!: string | null;

  @Instant()
  startedAt!: Date;

  @Instant()
  dueAt!: Date;

  @Instant()
  atRiskAt!: Date;

  /** Somebody named this very instant to others; a lowering does not put it off. */
  @Column("boolean")
  promised!: boolean;

  @Instant({ nullable: true })
  metAt!: Date | null;

  /** Kept beside `metAt` when the thing was done late. */
  @Instant({ nullable: true })
  breachedAt!: Date | null;

  @Instant({ nullable: true })
  stoppedAt!: Date | null;

  @Column("text", { nullable: true })
  stopReason!: string | null;

  /** When the row was written; a clock that was overdue by then is judged a little later. */
  @Instant()
  writtenAt!: Date;

  /** When something is next to be done about it; null once nothing is. */
  @Instant({ nullable: true })
  nextAt!: Date | null;

  @Column("integer")
  planVersion!: number;
}
