import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { Ladder } from "./ladder.ts";
import type { EscalationTrigger } from "./vocabulary.ts";

/**
 * The one escalation that runs for an incident; later causes join it as evidence. Before there is any cause it is the
 * first page of a declaration, on its way up the same ladder.
 */
@Entity("escalation")
export class EscalationEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  incidentId!: string;

  /** What began it; null while it only pages for the declaration. */
  @Column("text", { nullable: true })
  trigger!: EscalationTrigger | null;

  /** The level it has reached, from 1. */
  @Column("integer")
  level!: number;

  /** As it was when the escalation began; what is edited meanwhile is for the next. */
  @Column("jsonb")
  ladder!: Ladder;

  /** Seconds that it waits after each page, the next first; the last holds from then on. Empty: it waits for nobody. */
  @Column("integer", { array: true })
  waits!: number[];

  /** The level beyond which it does not climb. */
  @Column("integer")
  top!: number;

  /** When it last climbed; the first page is no climb. */
  @Instant({ nullable: true })
  climbedAt!: Date | null;

  @Column("text", { array: true })
  evidence!: string[];

  @Instant()
  startedAt!: Date;

  @Instant({ nullable: true })
  nextStepAt!: Date | null;

  @Instant({ nullable: true })
  acknowledgedAt!: Date | null;

  @Column("uuid", { nullable: true })
  acknowledgedById!: string | null;

  @Instant({ nullable: true })
  stoppedAt!: Date | null;

  @Column("text", { nullable: true })
  stopReason!: string | null;
}
