import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { EscalationTrigger } from "./vocabulary.ts";

/** The one escalation that runs for an incident; later causes join it as evidence. */
@Entity("escalation")
export class EscalationEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  incidentId!: string;

  @Column("text")
  trigger!: EscalationTrigger;

  @Column("integer")
  level!: number;

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
}
