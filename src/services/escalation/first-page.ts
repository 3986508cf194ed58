import type { EscalationEntity } from "../../entities/escalation.entity.ts";
import { notify, type Notice } from "../notification/index.ts";
import { missingRoles, titleOf } from "../role/role.rules.ts";
import { active } from "../role/role.store.ts";
import type { Change } from "../timeline/record.ts";
import { begin } from "./begin.ts";
import { circumstancesOf } from "./circumstances.ts";
import { climb, pageLevels, wait } from "./climb.ts";
import { runningOf } from "./escalation.store.ts";
import { noticesFor, titled } from "./people.ts";

export const DATA_LOSS = "Data may be lost";

/**
 * Puts people to a declaration, a reopening or a raise: pages the first levels of the ladder and those who are asked into
 * a role, and tells executives (product rules, section 4). It climbs until somebody acknowledges. After a raise those who
 * work on the incident already are told and not paged.
 */
export async function firstPage(change: Change, why: string, { isRaise = false }: { isRaise?: boolean } = {}): Promise<void> {
  const standing = await circumstancesOf(change);
  const asked = await askedInto(change, standing.start === 0 || standing.outOfHours ? "TOLD" : "PAGE");
  const executives = (await titled(change, (await change.plan()).executives, ["ENGINEERING_MANAGER"])).map((one): Notice => ({ ...one, kind: "TOLD" }));
  const onIt = isRaise ? await workingOn(change) : [];
  if (standing.start === 0) return void (await notify(change, why, [...asked, ...executives, ...onIt]));
  const running = await runningOf(change);
  const escalation = running ?? (await begin(change, standing, null, standing.start));
  // A risk to data that is there from the start is no climb, but it is the reason.
  if (!isRaise && change.incident.dataLossRisk && !escalation.trigger) Object.assign(escalation, { trigger: "DATA_INTEGRITY", evidence: [DATA_LOSS] });
  Object.assign(escalation, { top: Math.max(escalation.top, standing.top), level: Math.max(escalation.level, standing.start) });
  // What a raise leads to counts as its climb: what raised it joins.
  if (isRaise) escalation.climbedAt = change.now;
  const isReached = await pageLevels(change, escalation, why, 1, escalation.level, { others: [...asked, ...executives], onIt });
  if (isReached || running || (await callLead(change, why, escalation))) return wait(change, escalation);
  return climb(change, escalation, why);
}

/** What nobody owns has no ladder to speak of: whoever is on call as commander is called, before it climbs past everybody. */
async function callLead(change: Change, why: string, escalation: EscalationEntity): Promise<boolean> {
  if (change.incident.ownerTeamId) return false;
  return (await notify(change, why, await noticesFor(change, ["INCIDENT_COMMANDER"], "PAGE"), { escalation })).length > 0;
}

/** Offers that nobody has answered, of the roles that the plan wants. */
async function askedInto(change: Change, kind: Notice["kind"]): Promise<Notice[]> {
  const wanted = missingRoles((await change.plan()).roles, change.incident.strategicAffected, []);
  const offers = (await active(change)).filter(({ role, acceptedAt }) => wanted.includes(role) && acceptedAt === null);
  return offers.map(({ responderId, role }) => ({ responderId, kind, as: titleOf(role) }));
}

async function workingOn(change: Change): Promise<Notice[]> {
  const held = (await active(change)).filter(({ role, acceptedAt }) => role !== "VENDOR" && acceptedAt !== null);
  return held.map(({ responderId, role }) => ({ responderId, kind: "TOLD", as: titleOf(role) }));
}
