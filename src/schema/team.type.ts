import { Field, ID, ObjectType } from "type-graphql";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { ServiceEntity } from "../entities/service.entity.ts";
import type { TeamEntity, TeamRoleEntity } from "../entities/team.entity.ts";
import type { IncidentRole } from "../entities/vocabulary.ts";
import { connectionOf } from "./page.type.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { IncidentRoleEnum } from "./role.enum.ts";
import { ServiceType } from "./service.type.ts";

@Right("directory:read")
@ObjectType("TeamRole", { description: "Who takes a role by default when one of the team's services is hit." })
export class TeamRoleType implements Pick<TeamRoleEntity, "role"> {
  @Field(() => IncidentRoleEnum, { description: "The part to be played; a team names at most one person for each." })
  role!: IncidentRole;

  @Field(() => ResponderType, { description: "Who plays it unless somebody else is assigned." })
  responder!: ResponderEntity;
}

@Right("directory:read")
@ObjectType("Team", { description: "People who own services." })
export class TeamType implements Pick<TeamEntity, "id" | "slug" | "name" | "catchAll"> {
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

  @Field(() => [TeamRoleType], { description: "Who takes which role by default." })
  defaultRoles!: TeamRoleEntity[];

  @Field(() => [ResponderType], { description: "The people in it, by name." })
  members!: ResponderEntity[];

  @Field(() => [ServiceType], { description: "The services it owns, by name." })
  services!: ServiceEntity[];
}

export const TeamConnectionType = connectionOf<TeamEntity>("Team", "teams", () => TeamType);
