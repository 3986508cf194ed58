import { needed } from "../directory/given.ts";
import type { List } from "../directory/list.ts";
import { checkTeam, type TeamDraft, type TeamInput } from "./check-team.ts";
import { linkRoles, type StoredTeam, storedTeams, writeTeams } from "./write-teams.ts";

/** The teams, as create, update and import know them. */
export const TEAMS: List<TeamInput, TeamDraft, StoredTeam> = {
  name: "teams",
  noun: "team",
  keyField: "slug",
  check: checkTeam,
  keyOf: ({ slug }) => slug,
  stored: storedTeams,

  references: ({ defaultRoles = [] }) =>
    defaultRoles.map(({ responderEmail }, at) => ({ list: "responders", key: responderEmail, field: `defaultRoles.${at}.responderEmail` })),

  complete: (draft, before, { id, key, now, idOf }) => ({
    id,
    slug: key,
    name: draft.name ?? needed("name", "team", before?.name),
    catchAll: draft.catchAll ?? before?.catchAll ?? false,
    timeZone: before?.timeZone ?? "UTC",
    workingHours: before?.workingHours ?? null,
    ladder: before?.ladder ?? null,
    updatedAt: now,
    defaultRoles: draft.defaultRoles
      ?.map(({ role, responderEmail }) => ({ role, responderId: idOf("responders", responderEmail) }))
      .sort((a, b) => (a.role < b.role ? -1 : 1)) ?? before?.defaultRoles ?? [],
  }),

  write: writeTeams,
  link: linkRoles,
};
