import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { Audience, CommunicationState, GuardrailRule, PublicState } from "./vocabulary.ts";

/** One message for one audience. */
@Entity("communication")
export class CommunicationEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  incidentId!: string;

  @Column("text")
  audience!: Audience;

  @Column("text")
  state!: CommunicationState;

  @Column("text", { nullable: true })
  publicState!: PublicState | null;

  /** 1, 2, 3 ... within its incident and audience. */
  @Column("integer")
  version!: number;

  @Column("text", { nullable: true })
  subject!: string | null;

  @Column("text")
  body!: string;

  @Column("text", { nullable: true })
  template!: string | null;

  @Column("text", { nullable: true })
  channel!: string | null;

  @Column("integer")
  recipients!: number;

  @Instant({ nullable: true })
  nextUpdateAt!: Date | null;

  @Column("text", { array: true })
  overrides!: GuardrailRule[];

  @Column("text", { nullable: true })
  overrideReason!: string | null;

  @Column("uuid", { nullable: true })
  approvedById!: string | null;

  /** An actor's id. */
  @Column("text")
  createdBy!: string;

  @Instant()
  createdAt!: Date;

  @Instant({ nullable: true })
  publishedAt!: Date | null;
}
