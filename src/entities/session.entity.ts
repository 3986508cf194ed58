import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";

/** A browser that is signed in. */
@Entity("session")
export class SessionEntity {
  @PrimaryColumn("uuid")
  id!: string;

  /** SHA-256 of the cookie's token, hex; the token is 256 random bits. */
  @Column("text")
  hash!: string;

  @Column("uuid")
  responderId!: string;

  /** From where it was begun. */
  @Column("text")
  address!: string;

  @Instant()
  createdAt!: Date;

  /** When it was last used, to the minute. */
  @Instant()
  seenAt!: Date;

  /** Signed out, or ended by a new password. */
  @Instant({ nullable: true })
  endedAt!: Date | null;
}
