import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { Audience, CommunicationOrigin, CommunicationState, GuardrailRule, PublicState } from "./vocabulary.ts";

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

  /** Of that template; 0 for one that the hub brings along. */
  @Column("integer", { nullable: true })
  templateVersion!: number | null;

  /** A BCP 47 tag. */
  @Column("text", { nullable: true })
  language!: string | null;

  /** What went otherwise than meant as the hub drafted it. */
  @Column("text", { nullable: true })
  draftNote!: string | null;

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

  /** Who put the words together. */
  @Column("text")
  origin!: CommunicationOrigin;

  /** 1, and one more with each edit of its text. */
  @Column("integer")
  textVersion!: number;

  /** Who wrote the text as it stands (an actor's id); null where nobody has edited it. */
  @Column("text", { nullable: true })
  editedBy!: string | null;

  @Instant({ nullable: true })
  editedAt!: Date | null;

  /** Whom it was for and did not go to, and why; sentences. */
  @Column("text", { array: true })
  notSent!: string[];

  @Instant({ nullable: true })
  retractedAt!: Date | null;

  /** An actor's id. */
  @Column("text", { nullable: true })
  retractedBy!: string | null;

  @Column("text", { nullable: true })
  retractionNote!: string | null;
}
