import { ACCESS_ROLES, SCOPES } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const AccessRoleEnum = enumFrom("AccessRole", ACCESS_ROLES,
  "What a caller may do in the hub, apart from any role on an incident.", {
    PUBLIC: "Whoever sends no token. No key has it.",
    VIEWER: "Reads incidents, the directory and policies.",
    RESPONDER: "Reads, works on incidents and publishes communications.",
    INCIDENT_MANAGER: "The same, and edits the directory, response plans and the policy.",
    ADMIN: "Everything, including private incidents and API keys.",
    INTEGRATION: "A machine. It may do what its scopes name and nothing without one.",
  });

export const ScopeEnum = enumFrom("Scope", SCOPES,
  "What an API key may do at most. A scope narrows the key's role and never widens it.", {
    "signals:write": "`signals:write`: hand in alerts and other signals; reads nothing.",
    "incidents:read": "`incidents:read`: read incidents, the directory and policies.",
    "incidents:write": "`incidents:write`: read, declare and change incidents.",
    "communications:publish": "`communications:publish`: read, and publish communications.",
    admin: "`admin`: everything that the role may.",
  });
