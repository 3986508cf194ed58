import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { NotificationKind } from "./vocabulary.ts";

/** What the hub has to say to one person about an incident. How it reaches them are its deliveries. */
@Entity("notification")
export class NotificationEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  incidentId!: string;

  /** Whose pages an acknowledgement stops; null for what asks for none. */
  @Column("uuid", { nullable: true })
  escalationId!: string | null;

  @Column("text")
  kind!: NotificationKind;

  @Column("uuid")
  responderId!: string;

  /** Of the ladder; null for who was paged by another way, as for a role. */
  @Column("integer", { nullable: true })
  level!: number | null;

  /** Why this person hears of it, in a few words. */
  @Column("text")
  reason!: string;

  /** Lines; the first is the business impact (product rules, section 6). */
  @Column("text")
  body!: string;

  @Instant()
  createdAt!: Date;

  /** It can wait until then, as for working hours; null: at once. */
  @Instant({ nullable: true })
  notBefore!: Date | null;

  /** When this person acknowledged it. */
  @Instant({ nullable: true })
  acknowledgedAt!: Date | null;

  /** When it lost its point: somebody else acknowledged, the incident ended. */
  @Instant({ nullable: true })
  stoppedAt!: Date | null;

  /** Why it could not be sent at all; null where it could. */
  @Column("text", { nullable: true })
  unreachable!: string | null;
}
