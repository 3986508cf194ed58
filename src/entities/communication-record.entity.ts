import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { CommunicationOrigin, PublicState } from "./vocabulary.ts";

/** The text of a message as it once stood. Of one that nobody has edited there is none: the message itself is the first. */
@Entity("communication_version")
export class CommunicationVersionEntity {
  @PrimaryColumn("uuid")
  communicationId!: string;

  /** The message's `textVersion` then. */
  @PrimaryColumn("integer")
  number!: number;

  @Column("uuid")
  incidentId!: string;

  @Column("text", { nullable: true })
  subject!: string | null;

  @Column("text")
  body!: string;

  @Column("text", { nullable: true })
  publicState!: PublicState | null;

  @Instant({ nullable: true })
  nextUpdateAt!: Date | null;

  @Column("text")
  origin!: CommunicationOrigin;

  /** An actor's id. */
  @Column("text")
  editedBy!: string;

  @Instant()
  editedAt!: Date;
}

/** Somebody's yes to one version of a message's text; an edit leaves it behind. */
@Entity("communication_approval")
export class CommunicationApprovalEntity {
  @PrimaryColumn("uuid")
  communicationId!: string;

  @PrimaryColumn("integer")
  textVersion!: number;

  /** A responder's for a person. */
  @PrimaryColumn("text")
  actorId!: string;

  @Column("uuid")
  incidentId!: string;

  /** Null for a key that speaks for nobody. */
  @Column("uuid", { nullable: true })
  responderId!: string | null;

  @Column("text")
  name!: string;

  /** It was whoever wrote the text. */
  @Column("boolean")
  ownWords!: boolean;

  @Instant()
  approvedAt!: Date;
}
