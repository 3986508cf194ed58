import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { EvidenceGrade, HypothesisState, TimelineKind } from "./vocabulary.ts";

/** An append-only fact about an incident. The database refuses to change or remove one. */
@Entity("timeline_event")
export class TimelineEventEntity {
  @PrimaryColumn("uuid")
  incidentId!: string;

  /** 1, 2, 3 ... without a gap. */
  @PrimaryColumn("integer")
  revision!: number;

  @Column("text")
  kind!: TimelineKind;

  @Column("text")
  summary!: string;

  /** Who did it: an API key's or a responder's id, or `hub`. */
  @Column("text")
  actorId!: string;

  @Column("text")
  actorName!: string;

  /** What to call the actor instead, such as "Datadog" or "On-call". */
  @Column("text", { nullable: true })
  actorLabel!: string | null;

  /** When it happened; may be earlier than `recordedAt`. */
  @Instant()
  occurredAt!: Date;

  @Instant()
  recordedAt!: Date;

  /** Whether it was pinned when it was written; `timeline_mark` has how it stands now. */
  @Column("boolean")
  pinned!: boolean;

  @Column("text", { array: true })
  links!: string[];

  @Column("text", { nullable: true })
  grade!: EvidenceGrade | null;

  @Column("text", { nullable: true })
  hypothesis!: HypothesisState | null;

  /** The revision that this event amends or pins. */
  @Column("integer", { nullable: true })
  targetRevision!: number | null;

  @Column("jsonb", { nullable: true })
  details!: Record<string, unknown> | null;
}

/** How an event stands now, after the AMENDED and PINNED events that speak of it. */
@Entity("timeline_mark")
export class TimelineMarkEntity {
  @PrimaryColumn("uuid")
  incidentId!: string;

  @PrimaryColumn("integer")
  revision!: number;

  @Column("boolean")
  pinned!: boolean;

  /** The revision of the AMENDED event whose text now stands. */
  @Column("integer", { nullable: true })
  amendedBy!: number | null;
}
