import type { LadderLevel } from "../../entities/ladder.ts";
import type { IncidentRole } from "../../entities/vocabulary.ts";
import type { Notice } from "../notification/index.ts";
import { peopleIn } from "../role/people-in.ts";
import { titleOf } from "../role/role.rules.ts";
import { active } from "../role/role.store.ts";
import { byIds } from "../responder/responder.store.ts";
import type { Change } from "../timeline/record.ts";
import { nextWorkingTime } from "./working-time.rules.ts";

/**
 * Whoever holds one of the roles: who accepted it on this incident, else who stands behind it in the owning team now,
 * else who was asked. A vendor is never paged.
 */
export async function holdersOf(change: Change, roles: readonly IncidentRole[]): Promise<{ responderId: string; role: IncidentRole }[]> {
  const assignments = await active(change);
  const standing = await peopleIn(change.tx, change.incident.ownerTeamId, roles);
  return roles.filter((role) => role !== "VENDOR").flatMap((role) => {
    const asked = assignments.filter((one) => one.role === role);
    const accepted = asked.filter(({ acceptedAt }) => acceptedAt !== null);
    const ids = accepted.length > 0 ? accepted.map(({ responderId }) => responderId) : (standing.get(role) ?? asked.map(({ responderId }) => responderId));
    return ids.map((responderId) => ({ responderId, role }));
  });
}

/** Holders of the roles as people to page or tell. */
export async function noticesFor(change: Change, roles: readonly IncidentRole[], kind: Notice["kind"]): Promise<Notice[]> {
  return (await holdersOf(change, roles)).map(({ responderId, role }) => ({ responderId, kind, as: titleOf(role) }));
}

/** Each when their own working hours come, or the policy's. */
export async function inWorkingHours({ tx, now, policy }: Change, notices: readonly Notice[]): Promise<Notice[]> {
  const people = await byIds(tx, notices.map(({ responderId }) => responderId));
  const { workingHours } = (await policy()).document.escalation;
  return notices.map((notice) => {
    const person = people.get(notice.responderId);
    return { ...notice, notBefore: nextWorkingTime(person?.workingHours ?? workingHours, person?.timeZone ?? "UTC", now) };
  });
}

/** People of these titles, wherever they are; a title that is a role's, such as Engineering Manager, means who holds that role. */
export async function titled(change: Change, titles: readonly string[], roles: readonly IncidentRole[] = []): Promise<{ responderId: string; as: string }[]> {
  if (titles.length === 0) return [];
  const rows: { responderId: string; as: string }[] = await change.tx.db.query(
    `select id as "responderId", title as "as" from responder where lower(title) = any($1) order by name, id`, [titles.map((title) => title.toLowerCase())]);
  const lacking = titles.filter((title) => !rows.some((row) => row.as.toLowerCase() === title.toLowerCase()));
  const meant = roles.filter((role) => lacking.some((title) => title.toLowerCase() === titleOf(role).toLowerCase()));
  return [...rows, ...(await holdersOf(change, meant)).map(({ responderId, role }) => ({ responderId, as: titleOf(role) }))];
}

/** Who is paged at a level. Of those it names, the directory may have lost some. */
export async function peopleAt(change: Change, { roles, titles, responderIds }: LadderLevel): Promise<string[]> {
  const named: { id: string }[] = responderIds.length === 0 ? [] : await change.tx.db.query("select id from responder where id = any($1)", [responderIds]);
  const holders = await holdersOf(change, roles);
  return [...new Set([...holders, ...(await titled(change, titles))].map(({ responderId }) => responderId).concat(named.map(({ id }) => id)))];
}
