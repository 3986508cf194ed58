import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { StatusPageKind } from "./vocabulary.ts";

/** What the world, our own people or one account are shown of how our services do. */
@Entity("status_page")
export class StatusPageEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text", { unique: true })
  slug!: string;

  @Column("text")
  name!: string;

  @Column("text")
  kind!: StatusPageKind;

  /** Of the public page that stands where none is named; there is one. */
  @Column("boolean")
  isDefault!: boolean;

  /** Whose page it is; of a CUSTOMER page alone. */
  @Column("uuid", { nullable: true })
  customerId!: string | null;

  @Column("text", { nullable: true })
  description!: string | null;

  /** IANA: whose days the history counts in. */
  @Column("text")
  timeZone!: string;

  @Column("text", { nullable: true })
  supportUrl!: string | null;

  /** Where people read it, if not below this hub. */
  @Column("text", { nullable: true })
  url!: string | null;

  /** SHA-256 of the token in the address of a page that is not public, hex; null where nobody has made one. */
  @Column("text", { unique: true, nullable: true })
  tokenHash!: string | null;

  @Instant()
  createdAt!: Date;

  @Instant()
  updatedAt!: Date;
}

/** The components that a page was given; a page without any shows all that are not internal. */
@Entity("status_page_component")
export class StatusPageComponentEntity {
  @PrimaryColumn("uuid")
  pageId!: string;

  @PrimaryColumn("uuid")
  componentId!: string;
}
