import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { OutreachState } from "./vocabulary.ts";

/** What has been done about one account of an outreach plan. None while nobody has acted: then it is planned. */
@Entity("outreach_entry")
export class OutreachEntryEntity {
  @PrimaryColumn("uuid")
  incidentId!: string;

  @PrimaryColumn("uuid")
  customerId!: string;

  @Column("text")
  state!: OutreachState;

  /** By which way it went, or is to go; null for the plan's. */
  @Column("text", { nullable: true })
  channel!: string | null;

  /** A person said by which way. How a message merely went does not bind the next one. */
  @Column("boolean", { default: false })
  channelChosen!: boolean;

  @Column("text", { nullable: true })
  template!: string | null;

  /** Who takes it on this incident in place of the account's manager. */
  @Column("uuid", { nullable: true })
  ownerId!: string | null;

  /** The incident's revision that the last change made. */
  @Column("integer")
  revision!: number;

  @Instant()
  updatedAt!: Date;

  @Column("text")
  updatedBy!: string;
}

/** One act on an entry, and what was said of it. */
@Entity("outreach_note")
export class OutreachNoteEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  incidentId!: string;

  @Column("uuid")
  customerId!: string;

  /** How the entry stood after it. */
  @Column("text")
  state!: OutreachState;

  @Column("text", { nullable: true })
  note!: string | null;

  @Column("text")
  author!: string;

  @Instant()
  occurredAt!: Date;

  @Instant()
  recordedAt!: Date;
}
