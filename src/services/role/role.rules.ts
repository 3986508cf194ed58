import type { RoleAssignmentEntity } from "../../entities/role-assignment.entity.ts";
import type { IncidentRole } from "../../entities/vocabulary.ts";

/** Several people may hold these at once; whoever accepts any other role takes it over. */
const SHARED: readonly IncidentRole[] = ["SUPPORT", "EXECUTIVE", "SCRIBE", "EXPERT", "VENDOR"];

export const isShared = (role: IncidentRole): boolean => SHARED.includes(role);

/** Roles that only the owning team can fill; for the others another team's default will do. */
const OF_THE_OWNER: readonly IncidentRole[] = ["TECHNICAL_LEAD", "ENGINEERING_LEAD", "ENGINEERING_ON_CALL", "ENGINEERING_MANAGER"];

export const belongsToOwner = (role: IncidentRole): boolean => OF_THE_OWNER.includes(role);

/** The roles that the plan wants and nobody is assigned to. A strategic account affected owes a liaison (section 4). */
export function missingRoles(wanted: readonly IncidentRole[], strategicAffected: number, active: readonly Pick<RoleAssignmentEntity, "role">[]): IncidentRole[] {
  const owed = strategicAffected > 0 && !wanted.includes("CS_LIAISON") ? [...wanted, "CS_LIAISON" as const] : wanted;
  return owed.filter((role) => !active.some((assignment) => assignment.role === role));
}

/** `CS_LIAISON` as people say it: "CS Liaison". */
export function titleOf(role: IncidentRole): string {
  return role.split("_").map((word) => (word === "CS" ? word : word[0] + word.slice(1).toLowerCase())).join(" ").replace("On Call", "On-Call");
}

/** Why this person cannot take this role, or null: a vendor never commands (section 4). */
export function roleConflict(role: IncidentRole, held: readonly IncidentRole[]): string | null {
  const all = [role, ...held];
  return all.includes("INCIDENT_COMMANDER") && all.includes("VENDOR") ? "A vendor never commands" : null;
}
