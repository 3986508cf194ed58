import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { IncidentRole } from "./vocabulary.ts";

/** A responder's tenure in a role on an incident; a hand-off ends one and begins the next. */
@Entity("role_assignment")
export class RoleAssignmentEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  incidentId!: string;

  @Column("text")
  role!: IncidentRole;

  @Column("uuid")
  responderId!: string;

  /** A commander only because they were the first to acknowledge. */
  @Column("boolean")
  acting!: boolean;

  @Instant()
  assignedAt!: Date;

  @Instant({ nullable: true })
  acceptedAt!: Date | null;

  @Instant({ nullable: true })
  releasedAt!: Date | null;
}
