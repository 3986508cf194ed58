import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { SubscriberKind, SubscriberOrigin, TellingKind } from "./vocabulary.ts";

/** Who is told what a status page says: an address that has asked for it, and has confirmed that it did. */
@Entity("status_subscriber")
export class StatusSubscriberEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  pageId!: string;

  @Column("text")
  kind!: SubscriberKind;

  /** E-mail in lower case, or an https URL. */
  @Column("text")
  address!: string;

  @Column("text", { nullable: true })
  name!: string | null;

  /** What its reader reads (BCP 47); null where nobody has said. */
  @Column("text", { nullable: true })
  language!: string | null;

  @Column("text")
  origin!: SubscriberOrigin;

  /** Whether it is told of every component; else of those in `status_subscriber_component` alone. */
  @Column("boolean")
  takesAll!: boolean;

  /** What a webhook's requests are signed with, sealed. */
  @Column("text", { nullable: true })
  secret!: string | null;

  /** What takes its place once the endpoint has confirmed, sealed. */
  @Column("text", { nullable: true })
  nextSecret!: string | null;

  /** When it was last asked to confirm; null where no such question is open. */
  @Instant({ nullable: true })
  askedAt!: Date | null;

  @Instant({ nullable: true })
  confirmedAt!: Date | null;

  @Instant({ nullable: true })
  unsubscribedAt!: Date | null;

  /** When the hub gave it up. */
  @Instant({ nullable: true })
  stoppedAt!: Date | null;

  @Column("text", { nullable: true })
  stopReason!: string | null;

  /** Since when nothing has arrived there. */
  @Instant({ nullable: true })
  failingSince!: Date | null;

  /** Messages in a row that were refused for good. */
  @Column("integer")
  refusals!: number;

  @Instant()
  createdAt!: Date;

  @Instant()
  updatedAt!: Date;
}

/** A component that a subscriber has chosen. */
@Entity("status_subscriber_component")
export class StatusSubscriberComponentEntity {
  @PrimaryColumn("uuid")
  subscriberId!: string;

  @PrimaryColumn("uuid")
  componentId!: string;
}

/** One word on an entry that the subscribers of one page are told, and how far that has come. */
@Entity("status_telling")
export class StatusTellingEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  pageId!: string;

  @Column("uuid")
  updateId!: string;

  @Column("text")
  kind!: TellingKind;

  /** When the next part of the page's subscribers is put into the outbox; null once all are. */
  @Instant({ nullable: true })
  dueAt!: Date | null;

  /** The last subscriber who was looked at. */
  @Column("uuid", { nullable: true })
  after!: string | null;

  /** Messages that it has put into the outbox. */
  @Column("integer")
  told!: number;

  @Instant()
  createdAt!: Date;
}
