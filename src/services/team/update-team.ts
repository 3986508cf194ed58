import type { TeamEntity } from "../../entities/team.entity.ts";
import type { ServiceContext } from "../context.ts";
import { saveOne } from "../directory/save-one.ts";
import type { TeamInput } from "./check-team.ts";
import { TEAMS } from "./team.list.ts";

export type UpdateTeam = TeamInput & { id: string };

/** What is left out stays as it is. CONFLICT if a new slug is taken. */
export function updateTeam(ctx: ServiceContext, { id, ...input }: UpdateTeam): Promise<TeamEntity> {
  return saveOne(ctx, TEAMS, "update", input, id);
}
