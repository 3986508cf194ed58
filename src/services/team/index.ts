export type { DefaultRole, TeamInput } from "./check-team.ts";
export type { LadderLevelInput } from "./check-ladder.ts";
export { createTeam } from "./create-team.ts";
export { TEAMS } from "./team.list.ts";
export { byIds, bySlug, defaultRolesOf, find, page } from "./team.store.ts";
export { updateTeam, type UpdateTeam } from "./update-team.ts";
