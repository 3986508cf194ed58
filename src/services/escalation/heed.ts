import * as notifications from "../notification/index.ts";
import type { Change } from "../timeline/record.ts";
import { write } from "./climb.ts";
import { runningOf } from "./escalation.store.ts";

/**
 * Somebody is on it: every pending page of the running escalation stops, unless its level wants a word from all of them.
 * If nobody acts thereafter it pages again (product rules, section 6).
 */
export async function heed(change: Change, responderId: string | null): Promise<void> {
  const { tx, now, policy } = change;
  const escalation = await runningOf(change);
  if (!escalation) return;
  const { level, ladder } = escalation;
  if (ladder[level - 1]?.acknowledgedByAll && (await notifications.answerPages(tx, escalation.id, level, responderId)) > 0) return;
  await notifications.stopPages(tx, escalation.id, responderId);
  const { repageAfter } = (await policy()).document.escalation;
  await write(change, { ...escalation, acknowledgedAt: now, acknowledgedById: responderId, nextStepAt: new Date(now.getTime() + repageAfter * 1_000) });
}
