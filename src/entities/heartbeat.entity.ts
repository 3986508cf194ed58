import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { Severity } from "./vocabulary.ts";

/** An address that something outside calls every so often. Its silence opens an incident. */
@Entity("heartbeat")
export class HeartbeatEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text", { unique: true })
  slug!: string;

  @Column("text")
  name!: string;

  /** Seconds from one call to the next. */
  @Column("integer")
  every!: number;

  /** Seconds that a call may be late. */
  @Column("integer")
  grace!: number;

  /** SHA-256 of the address's token, hex; the token is 256 random bits. */
  @Column("text", { unique: true })
  tokenHash!: string;

  /** Of the incident that silence opens. */
  @Column("text")
  title!: string;

  /** Null: by what is known of the service. */
  @Column("text", { nullable: true })
  severity!: Severity | null;

  @Column("uuid", { nullable: true })
  serviceId!: string | null;

  @Column("uuid", { nullable: true })
  teamId!: string | null;

  @Instant({ nullable: true })
  lastBeatAt!: Date | null;

  /** When it will have been silent for too long; null while it waits for its first call, and while it is late. */
  @Instant({ nullable: true })
  dueAt!: Date | null;

  @Instant({ nullable: true })
  lateSince!: Date | null;

  /** What its last silence opened. */
  @Column("uuid", { nullable: true })
  incidentId!: string | null;

  @Instant()
  updatedAt!: Date;
}
