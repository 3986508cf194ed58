import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { ContactMethod } from "./responder.entity.ts";

/** What the hub knows of one way to reach a person: whether it was verified, and whether it works. */
@Entity("contact_check")
export class ContactCheckEntity {
  @PrimaryColumn("uuid")
  responderId!: string;

  @PrimaryColumn("text")
  channel!: ContactMethod["channel"];

  @PrimaryColumn("text")
  address!: string;

  @Instant({ nullable: true })
  verifiedAt!: Date | null;

  /** By name. */
  @Column("text", { nullable: true })
  verifiedBy!: string | null;

  /** Why an administrator vouched for it; null where a code came through. */
  @Column("text", { nullable: true })
  reason!: string | null;

  /** Since when it has been refused; null once something came through. */
  @Instant({ nullable: true })
  failingSince!: Date | null;

  @Column("text", { nullable: true })
  lastError!: string | null;

  /** argon2id: six digits are few. */
  @Column("text", { nullable: true })
  codeHash!: string | null;

  @Instant({ nullable: true })
  codeExpiresAt!: Date | null;

  /** Wrong guesses at the present code. */
  @Column("integer")
  codeAttempts!: number;

  /** Since `codesSince`, for the throttle. */
  @Column("integer")
  codesSent!: number;

  @Instant({ nullable: true })
  codesSince!: Date | null;
}
