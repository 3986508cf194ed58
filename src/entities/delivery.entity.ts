import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { AttemptOutcome, ChannelKind, DeliveryState } from "./vocabulary.ts";

/** One try, and how it ended. */
export interface Attempt {
  at: string;
  /** How long it took, in milliseconds; null where its end is not known. */
  ms: number | null;
  outcome: AttemptOutcome;
  /** What the other side said, or what was in the way. */
  detail: string;
}

/** What a message carries beside its words. */
export interface DeliveryPayload {
  /** What else the channel is to do, in its own terms. */
  act?: Record<string, unknown>;
  incident?: { id: string; reference: string; channel: string };
  /** The customer's contact whose address it is. */
  contactId?: string;
  /** Of a post in the channel of accounts: those whose outreach is sent once it is accepted, by which way with all that this message went by. */
  outreach?: { customerId: string; channel: string }[];
  /** What they read, where somebody has said. */
  language?: string;
  /** That address had refused mail for good by then. */
  hasBounced?: boolean;
  /** The status page's subscriber whose address it is, and what they are told, or that they are asked whether they want to be. */
  subscriber?: { id: string; tellingId?: string; asks?: boolean; failing?: boolean };
}

/** One attempt chain of one message to one recipient over one channel (product rules, section 1). */
@Entity("delivery")
export class DeliveryEntity {
  @PrimaryColumn("uuid")
  id!: string;

  /** The same for whoever asks for the same delivery again: it is made once. */
  @Column("text", { unique: true })
  key!: string;

  @Column("uuid", { nullable: true })
  notificationId!: string | null;

  @Column("uuid", { nullable: true })
  incidentId!: string | null;

  @Column("uuid", { nullable: true })
  responderId!: string | null;

  /** What it carries where that is a published message; the words of those to customers stand there alone. */
  @Column("uuid", { nullable: true })
  communicationId!: string | null;

  @Column("text")
  channel!: ChannelKind;

  @Column("text")
  address!: string;

  /** What answers for the address, such as `WEBHOOK hooks.example.com`: what is dead there holds up nothing else. */
  @Column("text")
  destination!: string;

  /** 0 for pages, 1 for what is told, 2 for all else. */
  @Column("integer")
  priority!: number;

  @Column("text")
  subject!: string;

  @Column("text")
  text!: string;

  @Column("text", { nullable: true })
  html!: string | null;

  @Column("jsonb")
  payload!: DeliveryPayload;

  @Column("text")
  state!: DeliveryState;

  /** When it was to go first. */
  @Instant()
  notBefore!: Date;

  /** When it is looked at next: to be tried, or, while it is SENDING, to be taken over. Null once nothing is due any more. */
  @Instant({ nullable: true })
  nextAt!: Date | null;

  /** The hub that is at it. */
  @Column("uuid", { nullable: true })
  leasedBy!: string | null;

  /** Whether it may wait a little and go out together with others to the same person. */
  @Column("boolean")
  mayBundle!: boolean;

  /** Those with the same went out as one message. */
  @Column("uuid", { nullable: true })
  bundle!: string | null;

  @Column("integer")
  attempts!: number;

  /** The attempts that came to an end, and those whose end nobody knows; the oldest first. */
  @Column("jsonb")
  history!: Attempt[];

  /** When the first attempt began. */
  @Instant({ nullable: true })
  firstAttemptAt!: Date | null;

  /** When the last one did. */
  @Instant({ nullable: true })
  attemptedAt!: Date | null;

  @Instant({ nullable: true })
  acceptedAt!: Date | null;

  /** What the remote said when it accepted. */
  @Column("text", { nullable: true })
  answer!: string | null;

  @Column("text", { nullable: true })
  lastError!: string | null;

  /** When it lost its point. */
  @Instant({ nullable: true })
  stoppedAt!: Date | null;

  @Instant()
  createdAt!: Date;
}
