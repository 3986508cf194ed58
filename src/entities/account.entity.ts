import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { PersonRole } from "./vocabulary.ts";

/** A person's sign-in with a password of this hub's. */
@Entity("account")
export class AccountEntity {
  @PrimaryColumn("uuid")
  responderId!: string;

  @Column("text")
  role!: PersonRole;

  /** argon2id in PHC form; null until the person has chosen a password. */
  @Column("text", { nullable: true })
  passwordHash!: string | null;

  @Instant()
  createdAt!: Date;

  /** When the password was chosen. */
  @Instant({ nullable: true })
  passwordAt!: Date | null;

  /** An ended account lets nobody in until the person is invited anew. */
  @Instant({ nullable: true })
  endedAt!: Date | null;
}
