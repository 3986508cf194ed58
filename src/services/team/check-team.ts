import { INCIDENT_ROLES, type IncidentRole } from "../../entities/vocabulary.ts";
import { asIs, clearable, draftOf, kept, type Maybe } from "../directory/given.ts";
import { email, slug } from "../directory/keys.ts";
import type { Draft } from "../directory/list.ts";
import { invalid } from "../errors.ts";
import { LIMITS, list, text } from "../input.ts";

export interface DefaultRole {
  role: IncidentRole;
  responderEmail: string;
}

export interface TeamInput {
  slug?: Maybe<string>;
  name?: Maybe<string>;
  catchAll?: Maybe<boolean>;
  /** In place of all of before. */
  defaultRoles?: Maybe<readonly DefaultRole[]>;
}

export interface TeamDraft extends Draft {
  name?: string;
  catchAll?: boolean;
  defaultRoles?: DefaultRole[];
}

export function checkTeam(input: TeamInput): TeamDraft {
  return draftOf({
    key: kept("slug", input.slug, slug),
    name: kept("name", input.name, (field, name) => text(field, name, LIMITS.name)),
    catchAll: clearable(input.catchAll, false, asIs),
    defaultRoles: clearable(input.defaultRoles, [], rolesOf),
  });
}

function rolesOf(roles: readonly DefaultRole[]): DefaultRole[] {
  const checked = list("defaultRoles", roles, INCIDENT_ROLES.length).map(({ role, responderEmail }, at) => ({
    role, responderEmail: email(`defaultRoles.${at}.responderEmail`, responderEmail),
  }));
  const again = checked.findIndex(({ role }, at) => checked.findIndex((other) => other.role === role) < at);
  if (again >= 0) throw invalid(`defaultRoles.${again}.role`, `${checked[again]?.role} stands twice among the default roles`);
  return checked;
}
