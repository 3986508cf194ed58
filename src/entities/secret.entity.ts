import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";

/** A secret that the hub needs in the clear, such as an SMTP password; kept encrypted. */
@Entity("secret")
export class SecretEntity {
  @PrimaryColumn("text")
  name!: string;

  /** As `services/secret/seal.ts` writes it. */
  @Column("text")
  sealed!: string;

  @Instant()
  setAt!: Date;

  @Column("text")
  setBy!: string;
}
