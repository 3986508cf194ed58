import { Field, ID, ObjectType } from "type-graphql";
import type { LadderLevel } from "../entities/ladder.ts";
import type { ResponderEntity, WorkingHours } from "../entities/responder.entity.ts";
import type { ServiceEntity } from "../entities/service.entity.ts";
import type { TeamEntity, TeamRoleEntity } from "../entities/team.entity.ts";
import type { IncidentRole } from "../entities/vocabulary.ts";
import { connectionOf } from "./page.type.ts";
import { LadderLevelType } from "./ladder.type.ts";
import { ResponderType, WorkingHoursType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { IncidentRoleEnum } from "./role.enum.ts";
import { ServiceType } from "./service.type.ts";

@Right("directory:read")
@ObjectType("TeamRole", { description: "Who takes a role by default when one of the team's services is hit." })
export class TeamRoleType implements Pick<TeamRoleEntity, "role"> {
  @Field(() => IncidentRoleEnum, { description: "The part to be played; a team names at most one person or schedule for each." })
  role!: IncidentRole;

  @Field(() => ResponderType, {
    nullable: true,
    description: "Who plays it unless somebody else is assigned: the person named, or who is first on call on the schedule now. Null while nobody is.",
  })
  responder!: ResponderEntity | null;
}

@Right("directory:read")
@ObjectType("Team", { description: "People who own services." })
export class TeamType implements Pick<TeamEntity, "id" | "slug" | "name" | "catchAll" | "timeZone" | "workingHours"> {
  @Field(() => ID, { description: "The key that `updateTeam` takes." })
  id!: string;

  @Field(() => String, { description: "Short unique name for filters and inputs, such as `platform`." })
  slug!: string;

  @Field(() => String, { description: "What people call it." })
  name!: string;

  @Field(() => Boolean, {
    description: "Takes what nobody owns. It does not count as an owner, so OWNERSHIP keeps running.",
  })
  catchAll!: boolean;

  @Field(() => String, { description: "IANA name of the zone of its working hours." })
  timeZone!: string;

  @Field(() => WorkingHoursType, { nullable: true, description: "When it works; null: the policy's hours." })
  workingHours!: WorkingHours | null;

  @Field(() => [LadderLevelType], { nullable: true, description: "Whom an escalation reaches, the first level first; null: the policy's ladder." })
  ladder!: LadderLevel[] | null;

  @Field(() => [TeamRoleType], { description: "Who takes which role by default." })
  defaultRoles!: TeamRoleEntity[];

  @Field(() => [ResponderType], { description: "The people in it, by name." })
  members!: ResponderEntity[];

  @Field(() => [ServiceType], { description: "The services it owns, by name." })
  services!: ServiceEntity[];
}

export const TeamConnectionType = connectionOf<TeamEntity>("Team", "teams", () => TeamType);
