import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";

/** Under which subject an OIDC issuer knows a responder. */
@Entity("oidc_subject")
export class OidcSubjectEntity {
  @PrimaryColumn("text")
  issuer!: string;

  @PrimaryColumn("text")
  subject!: string;

  @Column("uuid")
  responderId!: string;

  @Instant()
  createdAt!: Date;
}
