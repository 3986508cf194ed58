import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { AccessRole, Scope } from "./vocabulary.ts";

/** A client's key. Of the secret only the hash is kept. */
@Entity("api_key")
export class ApiKeyEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text")
  name!: string;

  /** The readable head of the token; tells keys apart in lists and logs. */
  @Column("text")
  prefix!: string;

  /** SHA-256 of the whole token, hex. The token is 256 random bits, so a slow hash would add nothing. */
  @Column("text")
  hash!: string;

  @Column("text")
  role!: AccessRole;

  /** What the key may do at most; empty: all that the role may. */
  @Column("text", { array: true })
  scopes!: Scope[];

  /** The person who speaks through the key, if it is a person's. */
  @Column("uuid", { nullable: true })
  responderId!: string | null;

  /** Bound to one service or one team: it sees and acts on their incidents and nothing else. */
  @Column("uuid", { nullable: true })
  serviceId!: string | null;

  @Column("uuid", { nullable: true })
  teamId!: string | null;

  /** The key whose successor it is. */
  @Column("uuid", { nullable: true })
  replacesId!: string | null;

  @Instant()
  createdAt!: Date;

  @Column("text")
  createdBy!: string;

  @Instant({ nullable: true })
  expiresAt!: Date | null;

  @Instant({ nullable: true })
  revokedAt!: Date | null;
}
