export { assign } from "./assign.ts";
export { assignRole, type AssignRole } from "./assign-role.ts";
export { handOffRoles, type HandOff } from "./hand-off-roles.ts";
export { missingOn } from "./missing-on.ts";
export { peopleIn } from "./people-in.ts";
export { release, releaseRole, type ReleaseRole } from "./release-role.ts";
export { missingRoles, titleOf } from "./role.rules.ts";
export { active, assignmentsOf, defaultResponders } from "./role.store.ts";
