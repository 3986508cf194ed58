import type { TeamEntity } from "../../entities/team.entity.ts";
import type { ServiceContext } from "../context.ts";
import { saveOne } from "../directory/save-one.ts";
import type { TeamInput } from "./check-team.ts";
import { TEAMS } from "./team.list.ts";

/** CONFLICT if the slug is taken. */
export function createTeam(ctx: ServiceContext, input: TeamInput): Promise<TeamEntity> {
  return saveOne(ctx, TEAMS, "create", input);
}
