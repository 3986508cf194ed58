import { Field, ID, ObjectType } from "type-graphql";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { RoleAssignmentEntity } from "../entities/role-assignment.entity.ts";
import type { IncidentRole } from "../entities/vocabulary.ts";
import { IncidentType } from "./incident.type.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { IncidentRoleEnum } from "./role.enum.ts";
import { DateTime } from "./scalars.ts";

type Shown = "id" | "role" | "acting" | "assignedAt" | "acceptedAt" | "releasedAt";

@Right("incident:read")
@ObjectType("RoleAssignment", {
  description:
    "Somebody's time in a role on an incident, from acceptance to release; a hand-off ends one and begins the next.",
})
export class RoleAssignmentType implements Pick<RoleAssignmentEntity, Shown> {
  @Field(() => ID, { description: "Unique over all incidents." })
  id!: string;

  @Field(() => IncidentType, { description: "The incident that the role is played on." })
  incident!: IncidentEntity;

  @Field(() => IncidentRoleEnum, { description: "The part that is played." })
  role!: IncidentRole;

  @Field(() => ResponderType, { description: "Who plays it." })
  responder!: ResponderEntity;

  @Field(() => Boolean, {
    description: "Commands only because they were the first to acknowledge, until somebody else accepts.",
  })
  acting!: boolean;

  @Field(() => DateTime, { description: "When they were asked." })
  assignedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "When they said yes; until then they do not hold the role." })
  acceptedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When they gave it up, handed it off or the incident closed; null while it goes on.",
  })
  releasedAt!: Date | null;
}
