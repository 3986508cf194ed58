import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";

/** A way to acknowledge one page as the person it went to: each message of it has its own. */
@Entity("acknowledge_link")
export class AcknowledgeLinkEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  notificationId!: string;

  @Column("uuid")
  incidentId!: string;

  /** SHA-256 of the link's token, hex; the token is 256 random bits. */
  @Column("text")
  hash!: string;

  /** What the person replies by text message, from their own phone; the same for all messages of the page. */
  @Column("text")
  code!: string;

  @Instant()
  createdAt!: Date;

  @Instant()
  expiresAt!: Date;
}
