import { expect, test } from "vitest";
import { INCIDENT_ROLES, type IncidentRole } from "../../src/entities/vocabulary.ts";
import { belongsToOwner, isShared, missingRoles, roleConflict, titleOf } from "../../src/services/role/role.rules.ts";

const held = (...roles: IncidentRole[]) => roles.map((role) => ({ role }));

test("several people share some roles; whoever accepts another takes it over", () => {
  expect(INCIDENT_ROLES.filter(isShared)).toEqual(["SUPPORT", "EXECUTIVE", "SCRIBE", "EXPERT", "VENDOR"]);
});

test("only the owning team fills the technical roles", () => {
  expect(INCIDENT_ROLES.filter(belongsToOwner)).toEqual(["TECHNICAL_LEAD", "ENGINEERING_LEAD", "ENGINEERING_ON_CALL", "ENGINEERING_MANAGER"]);
});

test("what is missing is what the plan wants and nobody is assigned to", () => {
  expect(missingRoles(["SUPPORT_LEAD", "COMMS"], 0, held("COMMS", "SCRIBE"))).toEqual(["SUPPORT_LEAD"]);
  expect(missingRoles([], 0, [])).toEqual([]);
});

test("a strategic account that is affected owes a liaison, once", () => {
  expect(missingRoles(["COMMS"], 1, held("COMMS"))).toEqual(["CS_LIAISON"]);
  expect(missingRoles(["CS_LIAISON"], 1, [])).toEqual(["CS_LIAISON"]);
  expect(missingRoles([], 8, held("CS_LIAISON"))).toEqual([]);
});

test("a vendor never commands, and a commander is no vendor; anything else goes together", () => {
  const pairs = INCIDENT_ROLES.flatMap((role) => INCIDENT_ROLES.map((other) => [role, other] as const));
  expect(pairs.filter(([role, other]) => roleConflict(role, [other]) !== null)).toEqual([["INCIDENT_COMMANDER", "VENDOR"], ["VENDOR", "INCIDENT_COMMANDER"]]);
  expect(roleConflict("INCIDENT_COMMANDER", [])).toBeNull();
});

test.each<[IncidentRole, string]>([
  ["INCIDENT_COMMANDER", "Incident Commander"],
  ["TECHNICAL_LEAD", "Technical Lead"],
  ["CUSTOMER_COMMS", "Customer Comms"],
  ["CS_LIAISON", "CS Liaison"],
  ["CS_LEAD", "CS Lead"],
  ["ENGINEERING_ON_CALL", "Engineering On-Call"],
])("people call %s the %s", (role, title) => {
  expect(titleOf(role)).toBe(title);
});
