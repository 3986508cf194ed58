import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { Ladder } from "./ladder.ts";
import type { WorkingHours } from "./responder.entity.ts";
import type { IncidentRole } from "./vocabulary.ts";

/** People who own services. */
@Entity("team")
export class TeamEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text")
  slug!: string;

  @Column("text")
  name!: string;

  /** Takes what nobody owns, and so does not count as an owner (product rules, section 5, OWNERSHIP). */
  @Column("boolean")
  catchAll!: boolean;

  /** IANA name; the zone of the working hours. */
  @Column("text", { default: "UTC" })
  timeZone!: string;

  /** Null: the policy's. */
  @Column("jsonb", { nullable: true })
  workingHours!: WorkingHours | null;

  /** Whom an escalation reaches, the first level first; null: the policy's ladder. */
  @Column("jsonb", { nullable: true })
  ladder!: Ladder | null;

  @Instant()
  updatedAt!: Date;
}

/** Who takes a role by default when one of the team's services is hit: a person, or whoever is on call on a schedule. */
@Entity("team_role")
export class TeamRoleEntity {
  @PrimaryColumn("uuid")
  teamId!: string;

  @PrimaryColumn("text")
  role!: IncidentRole;

  @Column("uuid", { nullable: true })
  responderId!: string | null;

  @Column("uuid", { nullable: true })
  scheduleId!: string | null;
}
