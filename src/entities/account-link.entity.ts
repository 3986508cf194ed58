import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";

/** A link by which a person chooses a password, once. */
@Entity("account_link")
export class AccountLinkEntity {
  @PrimaryColumn("uuid")
  id!: string;

  /** SHA-256 of the link's token, hex; the token is 256 random bits. */
  @Column("text")
  hash!: string;

  /** Whose password; null for the first administrator, who says who they are. */
  @Column("uuid", { nullable: true })
  responderId!: string | null;

  @Instant()
  createdAt!: Date;

  @Column("text")
  createdBy!: string;

  @Instant()
  expiresAt!: Date;

  @Instant({ nullable: true })
  usedAt!: Date | null;
}
