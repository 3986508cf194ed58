import type { ResponsePlanEntity } from "../../entities/policy.entity.ts";
import type { Change } from "../timeline/record.ts";
import { atRiskAt, followsSeverity, moved, spanOf } from "./clock.rules.ts";
import { open, start } from "./clock.store.ts";
import { afterMove } from "./look.rules.ts";
import { CUSTOMER_AUDIENCES } from "./promise-update.ts";

/** Fits the unmet clocks to the plan of a new severity, and begins those that it adds. */
export async function moveClocks(change: Change, plan: ResponsePlanEntity, raised: boolean): Promise<void> {
  const { tx, now, policy } = change;
  const { atRiskFrom, silenceAtLeast } = (await policy()).document.clocks;
  for (const clock of await open(change)) {
    if (!followsSeverity(clock.kind)) continue;
    const move = moved(clock, spanOf(plan, clock.kind), { raised, at: now });
    if ("stop" in move) {
      await tx.db.query("update clock set stopped_at = $2, stop_reason = $3, next_at = null where id = $1", [clock.id, now, `${plan.severity} does not ask for it`]);
      continue;
    }
    const span = { dueAt: move.dueAt, atRiskAt: atRiskAt(clock.startedAt, move.dueAt, atRiskFrom) };
    const { breachedAt, nextAt } = afterMove(clock, span, now, silenceAtLeast);
    await tx.db.query("update clock set due_at = $2, at_risk_at = $3, plan_version = $4, breached_at = $5, next_at = $6 where id = $1", [
      clock.id, span.dueAt, span.atRiskAt, plan.version, breachedAt, nextAt,
    ]);
  }
  await oweStatusPage(change, plan);
}

/** A raise to a severity that owes the status page starts that clock, unless the page already tells of the incident. */
export async function oweStatusPage(change: Change, { statusPageWithin }: ResponsePlanEntity): Promise<void> {
  const { tx, incident, now, policy } = change;
  const isUnderWay = incident.status === "TRIAGED" || incident.status === "MITIGATING";
  if (statusPageWithin === null || incident.directOutreachReason !== null || !isUnderWay || (await open(change, ["STATUS_PAGE"])).length > 0) return;
  const told = await tx.db.query(
    `select 1 from communication where incident_id = $1 and state = 'PUBLISHED' and public_state <> 'RESOLVED'
       and (audience = 'STATUS_PAGE' or (audience = any($2) and channel = any($3)))`,
    [incident.id, CUSTOMER_AUDIENCES, (await policy()).document.statusPageFallbacks],
  );
  if (told.length === 0) await start(change, [{ kind: "STATUS_PAGE", from: now, due: statusPageWithin }]);
}
