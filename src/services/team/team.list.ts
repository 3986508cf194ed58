import { needed } from "../directory/given.ts";
import type { List, Reference } from "../directory/list.ts";
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

  references: ({ defaultRoles, ladder }) => [
    ...(defaultRoles ?? []).flatMap(({ responderEmail, scheduleSlug }, at): Reference[] => [
      ...(responderEmail === null ? [] : [{ list: "responders" as const, key: responderEmail, field: `defaultRoles.${at}.responderEmail` }]),
      ...(scheduleSlug === null ? [] : [{ list: "schedules" as const, key: scheduleSlug, field: `defaultRoles.${at}.scheduleSlug` }]),
    ]),
    ...(ladder ?? []).flatMap(({ responderEmails }, at) =>
      responderEmails.map((key, place): Reference => ({ list: "responders", key, field: `ladder.${at}.responderEmails.${place}` }))),
  ],

  complete: (draft, before, { id, key, now, idOf }) => ({
    id,
    slug: key,
    name: draft.name ?? needed("name", "team", before?.name),
    catchAll: draft.catchAll ?? before?.catchAll ?? false,
    timeZone: draft.timeZone ?? before?.timeZone ?? "UTC",
    workingHours: draft.workingHours === undefined ? (before?.workingHours ?? null) : draft.workingHours,
    ladder: draft.ladder === undefined
      ? (before?.ladder ?? null)
      : (draft.ladder?.map(({ responderEmails, ...level }) => ({ ...level, responderIds: responderEmails.map((key) => idOf("responders", key)) })) ?? null),
    updatedAt: now,
    defaultRoles: draft.defaultRoles
      ?.map(({ role, responderEmail, scheduleSlug }) => ({
        role, responderId: responderEmail && idOf("responders", responderEmail), scheduleId: scheduleSlug && idOf("schedules", scheduleSlug),
      }))
      .sort((a, b) => (a.role < b.role ? -1 : 1)) ?? before?.defaultRoles ?? [],
  }),

  write: writeTeams,
  link: linkRoles,
};
