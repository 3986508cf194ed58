import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { Audience, PublicState, Severity, TemplateOccasion } from "./vocabulary.ts";

/** One version of the words for an audience; a change is the next version. */
@Entity("communication_template")
export class CommunicationTemplateEntity {
  @PrimaryColumn("text")
  name!: string;

  /** A BCP 47 tag. */
  @PrimaryColumn("text")
  language!: string;

  /** 1, 2, 3 ... within its name and language. */
  @PrimaryColumn("integer")
  version!: number;

  @Column("text")
  audience!: Audience;

  @Column("text")
  occasion!: TemplateOccasion;

  /** Null: any. */
  @Column("text", { nullable: true })
  publicState!: PublicState | null;

  @Column("text", { nullable: true })
  severity!: Severity | null;

  @Column("text")
  subject!: string;

  @Column("text")
  body!: string;

  @Instant()
  createdAt!: Date;

  /** By name. */
  @Column("text")
  createdBy!: string;

  @Instant({ nullable: true })
  retiredAt!: Date | null;
}
