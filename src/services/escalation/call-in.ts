import type { IncidentRole } from "../../entities/vocabulary.ts";
import { notify, type Notice } from "../notification/index.ts";
import { callToRoom } from "../plan/call-to-room.ts";
import { titleOf } from "../role/role.rules.ts";
import { active } from "../role/role.store.ts";
import type { Change } from "../timeline/record.ts";
import { circumstancesOf } from "./circumstances.ts";
import { pageLevels, wait } from "./climb.ts";
import { runningOf } from "./escalation.store.ts";

/** Pages, or tells, those who were just asked into these roles. */
export async function callIn(change: Change, roles: readonly IncidentRole[]): Promise<void> {
  if (roles.length === 0) return;
  const { start, outOfHours } = await circumstancesOf(change);
  const kind = start === 0 || outOfHours ? "TOLD" : "PAGE";
  const offers = (await active(change)).filter(({ role, acceptedAt }) => roles.includes(role) && acceptedAt === null);
  const notices = offers.map(({ responderId, role }): Notice => ({ responderId, kind, as: titleOf(role) }));
  const running = await runningOf(change);
  await notify(change, "Asked to join", notices, running ? { escalation: running } : {});
  if (change.before.revision > 0) await callToRoom(change, "More people were asked to join");
}

/** A new owner has a ladder of its own: where nobody has been reached so far, its people are paged now. */
export async function callOwner(change: Change, why: string): Promise<void> {
  const running = await runningOf(change);
  if (!running || change.before.revision === 0 || (await isWaiting(change, running.id))) return;
  const { ladder, top } = await circumstancesOf(change);
  const escalation = { ...running, ladder, top, level: Math.min(running.level, top) };
  if (await pageLevels(change, escalation, why, 1, escalation.level)) await wait(change, escalation);
}

async function isWaiting({ tx }: Change, escalationId: string): Promise<boolean> {
  return (await tx.db.query("select 1 from notification where escalation_id = $1 and stopped_at is null and unreachable is null limit 1", [escalationId])).length > 0;
}
