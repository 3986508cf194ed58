import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Verification } from "../../entities/incident-values.ts";
import * as clocks from "../clock/index.ts";
import { closePublicEntry } from "../communication/close-public-entry.ts";
import type { ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import * as escalations from "../escalation/stop.ts";
import { oweFollowUp } from "../follow-up/owe-follow-up.ts";
import { ahead, given, id, LIMITS, optionalText } from "../input.ts";
import type { Change } from "../timeline/record.ts";
import { changeIncident, type ChangeInput } from "./change.ts";
import { move, refuseIllegal } from "./move.ts";
import { oweAfterwards } from "./owed.ts";

export interface ResolveIncident extends ChangeInput {
  rootCause?: string | null;
  verification?: {
    metricsNormal: boolean;
    customersRecovered: boolean;
    regressionWatchUntil?: Date | null;
    regressionWatchBy?: string | null;
  } | null;
  overrideReason?: string | null;
}

/** The impact has ended. The verification list is answered with yes, or somebody says why not. */
export function resolve(ctx: ServiceContext, input: ResolveIncident): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "resolveIncident", lifecycle: true }, input, (change) => resolveWithin(change, input));
}

export async function resolveWithin(change: Change, input: Omit<ResolveIncident, keyof ChangeInput>): Promise<void> {
  const { incident, at } = change;
  refuseIllegal(change, "RESOLVED");
  incident.verification = await verified(change, input);
  incident.rootCause = optionalText("rootCause", input.rootCause, LIMITS.note) ?? incident.rootCause;
  const override = incident.verification.overrideReason;
  move(change, "RESOLVED", override ? `Resolved, verification overridden: ${override}` : "Resolved and verified", { verification: incident.verification });
  incident.resolvedAt = at;
  await clocks.meet(change, ["RESOLVE"], at);
  await closePublicEntry(change, "resolved");
  await clocks.stop(change, "resolved");
  await escalations.stop(change, "resolved");
  await oweFollowUp(change);
  await oweAfterwards(change);
}

async function verified({ tx, now }: Change, { verification, overrideReason }: ResolveIncidentWords): Promise<Verification> {
  const why = optionalText("overrideReason", overrideReason, LIMITS.note);
  const until = given(verification?.regressionWatchUntil) ? ahead("verification.regressionWatchUntil", verification.regressionWatchUntil, now) : null;
  const by = given(verification?.regressionWatchBy) ? id("verification.regressionWatchBy", verification.regressionWatchBy) : null;
  if (by && !(await tx.db.query("select 1 from responder where id = $1", [by])).length) throw notFound(`responder ${by}`, "verification.regressionWatchBy");
  const answers = {
    metricsNormal: verification?.metricsNormal ?? false,
    customersRecovered: verification?.customersRecovered ?? false,
    regressionWatchUntil: until?.toISOString() ?? null,
    regressionWatchBy: by,
  };
  const missing = Object.entries(answers).filter(([, answer]) => !answer).map(([question]) => question);
  if (missing.length > 0 && !why) {
    throw invalid("verification", `Resolving needs ${missing.join(", ")} answered, or an overrideReason`, { missing });
  }
  return { ...answers, overrideReason: missing.length > 0 ? why : null };
}

type ResolveIncidentWords = Pick<ResolveIncident, "verification" | "overrideReason">;
