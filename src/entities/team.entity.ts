import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
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

  @Instant()
  updatedAt!: Date;
}

/** Who takes a role by default when one of the team's services is hit. */
@Entity("team_role")
export class TeamRoleEntity {
  @PrimaryColumn("uuid")
  teamId!: string;

  @PrimaryColumn("text")
  role!: IncidentRole;

  @Column("uuid")
  responderId!: string;
}
