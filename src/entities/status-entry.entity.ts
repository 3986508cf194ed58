import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { ComponentState, StatusEntryKind, StatusEntryState, StatusImpact } from "./vocabulary.ts";

/** An incident or a maintenance as the status page tells of it. Never of a drill or a private incident; the database refuses those. */
@Entity("status_entry")
export class StatusEntryEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text")
  kind!: StatusEntryKind;

  /** What it tells of; null for a maintenance, and for what was never an incident here. */
  @Column("uuid", { unique: true, nullable: true })
  incidentId!: string | null;

  /** In words for customers. */
  @Column("text")
  title!: string;

  @Column("text")
  impact!: StatusImpact;

  @Column("text")
  state!: StatusEntryState;

  /** When it began to hit customers; of a maintenance, when work began, and null until then. */
  @Instant({ nullable: true })
  startedAt!: Date | null;

  @Instant({ nullable: true })
  monitoringAt!: Date | null;

  /** When it ended: resolved, completed or cancelled; null while it is open. */
  @Instant({ nullable: true })
  resolvedAt!: Date | null;

  @Instant({ nullable: true })
  scheduledFrom!: Date | null;

  @Instant({ nullable: true })
  scheduledUntil!: Date | null;

  /** Whether a maintenance begins and ends at its instants by itself. */
  @Column("boolean")
  movesByItself!: boolean;

  /** When it does so next. */
  @Instant({ nullable: true })
  dueAt!: Date | null;

  /** When subscribers are reminded of a maintenance; null where they are not, or were. */
  @Instant({ nullable: true })
  remindAt!: Date | null;

  /** Whether a person chose its components and their states; then publications leave them alone. */
  @Column("boolean")
  componentsByHand!: boolean;

  /** Whether it is about no component, and so is on every page. One whose components were all deleted is on none. */
  @Column("boolean")
  isGeneral!: boolean;

  /** An actor's id. */
  @Column("text")
  createdBy!: string;

  @Instant()
  createdAt!: Date;

  @Instant()
  updatedAt!: Date;
}

/** How one update moved a component, as it was told. */
export interface ComponentMove {
  componentId: string;
  from: ComponentState;
  to: ComponentState;
}

/** One word on an entry. */
@Entity("status_entry_update")
export class StatusEntryUpdateEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  entryId!: string;

  /** What was published; null for the words of a maintenance. */
  @Column("uuid", { unique: true, nullable: true })
  communicationId!: string | null;

  @Column("text")
  state!: StatusEntryState;

  /** What the page says; where it was taken back, what is said in its place. */
  @Column("text")
  body!: string;

  @Column("jsonb")
  components!: ComponentMove[];

  @Instant()
  at!: Date;

  @Instant({ nullable: true })
  retractedAt!: Date | null;

  /** An actor's id. */
  @Column("text")
  createdBy!: string;

  @Instant()
  updatedAt!: Date;
}

/** A component that an entry is about, and its state while the entry is open. */
@Entity("status_entry_component")
export class StatusEntryComponentEntity {
  @PrimaryColumn("uuid")
  entryId!: string;

  @PrimaryColumn("uuid")
  componentId!: string;

  @Column("text")
  state!: ComponentState;
}
