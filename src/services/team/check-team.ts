import type { WorkingHours } from "../../entities/responder.entity.ts";
import { INCIDENT_ROLES, type IncidentRole } from "../../entities/vocabulary.ts";
import { asIs, clearable, draftOf, kept, type Maybe } from "../directory/given.ts";
import { email, slug } from "../directory/keys.ts";
import type { Draft } from "../directory/list.ts";
import { invalid } from "../errors.ts";
import { given, LIMITS, list, text } from "../input.ts";
import { workingHours } from "../responder/working-hours.ts";
import { timeZone } from "../time-zone.ts";
import { checkLadder, type LadderLevelDraft, type LadderLevelInput } from "./check-ladder.ts";

/** One of the two says who. */
export interface DefaultRole {
  role: IncidentRole;
  responderEmail?: Maybe<string>;
  scheduleSlug?: Maybe<string>;
}

interface RoleDraft {
  role: IncidentRole;
  responderEmail: string | null;
  scheduleSlug: string | null;
}

export interface TeamInput {
  slug?: Maybe<string>;
  name?: Maybe<string>;
  catchAll?: Maybe<boolean>;
  /** IANA name. */
  timeZone?: Maybe<string>;
  workingHours?: Maybe<WorkingHours>;
  ladder?: Maybe<readonly LadderLevelInput[]>;
  /** In place of all of before. */
  defaultRoles?: Maybe<readonly DefaultRole[]>;
}

export interface TeamDraft extends Draft {
  name?: string;
  catchAll?: boolean;
  timeZone?: string;
  workingHours?: WorkingHours | null;
  ladder?: LadderLevelDraft[] | null;
  defaultRoles?: RoleDraft[];
}

export function checkTeam(input: TeamInput): TeamDraft {
  return draftOf({
    key: kept("slug", input.slug, slug),
    name: kept("name", input.name, (field, name) => text(field, name, LIMITS.name)),
    catchAll: clearable(input.catchAll, false, asIs),
    timeZone: clearable(input.timeZone, "UTC", (zone) => timeZone("timeZone", zone)),
    workingHours: clearable(input.workingHours, null, workingHours),
    ladder: clearable(input.ladder, null, checkLadder),
    defaultRoles: clearable(input.defaultRoles, [], rolesOf),
  });
}

function rolesOf(roles: readonly DefaultRole[]): RoleDraft[] {
  const checked = list("defaultRoles", roles, INCIDENT_ROLES.length).map(roleOf);
  const again = checked.findIndex(({ role }, at) => checked.findIndex((other) => other.role === role) < at);
  if (again >= 0) throw invalid(`defaultRoles.${again}.role`, `${checked[again]?.role} stands twice among the default roles`);
  return checked;
}

function roleOf({ role, responderEmail, scheduleSlug }: DefaultRole, at: number): RoleDraft {
  if (given(responderEmail) === given(scheduleSlug)) {
    throw invalid(`defaultRoles.${at}.responderEmail`, `Who takes ${role} is said by either responderEmail or scheduleSlug`);
  }
  return {
    role,
    responderEmail: given(responderEmail) ? email(`defaultRoles.${at}.responderEmail`, responderEmail) : null,
    scheduleSlug: given(scheduleSlug) ? text(`defaultRoles.${at}.scheduleSlug`, scheduleSlug, LIMITS.key) : null,
  };
}
