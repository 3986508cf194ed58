import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";

/** When and from where a key was last used; written once a minute at most. */
@Entity("api_key_use")
export class ApiKeyUseEntity {
  @PrimaryColumn("uuid")
  keyId!: string;

  @Instant()
  usedAt!: Date;

  @Column("text")
  address!: string;
}
