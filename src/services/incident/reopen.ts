import type { IncidentEntity } from "../../entities/incident.entity.ts";
import * as clocks from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { firstPage } from "../escalation/first-page.ts";
import { LIMITS, text } from "../input.ts";
import { applyPlan } from "../plan/index.ts";
import type { Change } from "../timeline/record.ts";
import { changeIncident } from "./change.ts";
import { allowedMoves, isReopen } from "./incident.rules.ts";
import { move } from "./move.ts";
import { oweAfterwards } from "./owed.ts";
import { startOwnership } from "./ownership.ts";
import type { MoveIncident } from "./start-mitigation.ts";
import { startTelling } from "./triage.ts";

/** The impact is back: a reason, all history kept, new clocks, counted. */
export function reopen(ctx: ServiceContext, input: MoveIncident): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "reopenIncident", lifecycle: true }, input, (change) => reopenWithin(change, input.reason));
}

export async function reopenWithin(change: Change, reason: string | null | undefined): Promise<void> {
  const { incident, at, now } = change;
  if (!isReopen(incident.status, "MITIGATING")) {
    throw new DomainError("ILLEGAL_TRANSITION", `An incident that is ${incident.status} has not been resolved; there is nothing to reopen`, {
      field: "incidentId", from: incident.status, to: "MITIGATING", allowed: allowedMoves(incident),
    });
  }
  const why = text("reason", reason ?? "", LIMITS.note);
  const wasClosed = incident.status === "CLOSED";
  await clocks.stop(change, "reopened");
  move(change, "MITIGATING", `Reopened: ${why}`, { reason: why, reopenCount: incident.reopenCount + 1 });
  Object.assign(incident, {
    reopenCount: incident.reopenCount + 1, mitigatingAt: at, resolvedAt: null, closedAt: null, verification: null, mitigationProgress: null, eta: null,
  });
  const plan = await change.plan();
  await clocks.start(change, [
    { kind: "ACKNOWLEDGE", from: now, due: plan.acknowledgeWithin },
    { kind: "RESOLVE", from: at, due: plan.resolveWithin },
  ]);
  await startTelling(change, at);
  if (wasClosed) await applyPlan(change, plan);
  await firstPage(change, `Reopened: ${why}`);
  await startOwnership(change);
  await oweAfterwards(change);
}
