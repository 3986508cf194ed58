import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { History, Layer, TemporarySchedule } from "./schedule.ts";
import type { OverrideKind } from "./vocabulary.ts";

/** Who is on call when. */
@Entity("schedule")
export class ScheduleEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text")
  slug!: string;

  @Column("text")
  name!: string;

  /** IANA name: the wall clock that layers go by unless they have their own. */
  @Column("text")
  timeZone!: string;

  @Column("uuid", { nullable: true })
  teamId!: string | null;

  @Column("jsonb")
  layers!: Layer[];

  @Column("jsonb")
  temporary!: TemporarySchedule[];

  /** What was served under earlier layers; an edit never changes who was on call before it. */
  @Column("jsonb", { nullable: true })
  history!: History | null;

  @Instant()
  createdAt!: Date;

  @Instant()
  updatedAt!: Date;
}

/** Somebody else than the layers say, for a while. */
@Entity("schedule_override")
export class ScheduleOverrideEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  scheduleId!: string;

  @Column("text")
  kind!: OverrideKind;

  @Instant()
  startsAt!: Date;

  @Instant()
  endsAt!: Date;

  @Column("uuid", { nullable: true })
  addId!: string | null;

  @Column("uuid", { nullable: true })
  removeId!: string | null;

  @Column("integer")
  priority!: number;

  @Column("text", { nullable: true })
  note!: string | null;

  @Instant()
  createdAt!: Date;
}

/** The secret in a calendar's address, of a schedule or of a person; each caller has one of their own. */
@Entity("calendar_link")
export class CalendarLinkEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid", { nullable: true })
  scheduleId!: string | null;

  @Column("uuid", { nullable: true })
  responderId!: string | null;

  /** The caller's id: a link of a key ends with the key. */
  @Column("text")
  createdBy!: string;

  @Column("text")
  tokenHash!: string;

  @Instant()
  createdAt!: Date;
}
