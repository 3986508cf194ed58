import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";

/** A mutation that was asked for under a key, and what it answered; written in the transaction of its effect. */
@Entity("idempotency_key")
export class IdempotencyKeyEntity {
  /** The actor whose key it is; two clients may choose the same. */
  @PrimaryColumn("text")
  actorId!: string;

  @PrimaryColumn("text")
  key!: string;

  /** SHA-256 of the verb and its input, hex. */
  @Column("text")
  fingerprint!: string;

  @Column("jsonb", { nullable: true })
  answer!: unknown;

  @Instant()
  createdAt!: Date;
}
