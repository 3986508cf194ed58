import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { ActionState, IncidentStatus } from "./vocabulary.ts";

/** A next step. */
@Entity("action_item")
export class ActionItemEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  incidentId!: string;

  @Column("text")
  action!: string;

  /** A responder or a team, by name. */
  @Column("text")
  owner!: string;

  /** 1 is first. */
  @Column("integer")
  priority!: number;

  @Instant({ nullable: true })
  dueAt!: Date | null;

  @Column("text", { nullable: true })
  dueUpon!: IncidentStatus | null;

  @Column("text")
  state!: ActionState;

  /** Why it was dropped, or what else was said of the last change. */
  @Column("text", { nullable: true })
  reason!: string | null;

  /** The named owner elsewhere who has taken it over; settles it for this incident. */
  @Column("text", { nullable: true })
  handedTo!: string | null;

  /** A person entered it; the report shows only those. */
  @Column("boolean")
  entered!: boolean;

  @Instant()
  createdAt!: Date;

  @Instant()
  updatedAt!: Date;
}
