import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { ChannelKind, NotificationKind } from "./vocabulary.ts";

/** `{ days: [1, 5], from: "09:00", to: "17:00" }`: ISO weekdays and wall-clock times in the person's zone. */
export interface WorkingHours {
  days: number[];
  from: string;
  to: string;
}

/** A way to reach a person, in the order the person prefers. */
export interface ContactMethod {
  channel: ChannelKind;
  address: string;
  /** Seconds after the page until it is tried, unless somebody acknowledged; left out, the policy's distance behind the one before. */
  delaySeconds?: number;
  /** What is sent by it; left out, all that suits the channel. */
  takes?: NotificationKind[];
}

/** A person in the directory. */
@Entity("responder")
export class ResponderEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text")
  name!: string;

  @Column("text")
  email!: string;

  /** Such as `VP Engineering`: plans and ladders name people by it. */
  @Column("text", { nullable: true })
  title!: string | null;

  @Column("uuid", { nullable: true })
  teamId!: string | null;

  /** IANA name, such as `Europe/Berlin`. */
  @Column("text")
  timeZone!: string;

  @Column("jsonb", { nullable: true })
  workingHours!: WorkingHours | null;

  @Column("jsonb")
  contactMethods!: ContactMethod[];

  @Instant()
  updatedAt!: Date;
}
