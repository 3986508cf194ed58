import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ServiceContext } from "../context.ts";
import { load } from "../load.ts";
import { byPlanKey, planKey } from "../plan/plan.store.ts";
import * as policies from "../policy/index.ts";
import { postMortemClock } from "../clock/clock.rules.ts";
import { clocksOf } from "../clock/clock.store.ts";

export interface PostMortemDue {
  dueAt: Date | null;
  /** Not yet resolved: counted from the ETA, else from the RESOLVE deadline. */
  projected: boolean;
}

/** When the post-mortem has to be published, if one is owed (product rules, section 12). */
export async function postMortemDue(ctx: ServiceContext, incident: IncidentEntity): Promise<PostMortemDue> {
  if (!incident.postMortemOwed || incident.status === "CANCELLED") return { dueAt: null, projected: false };
  const clocks = (await load(ctx, clocksOf, incident.id)) ?? [];
  const running = postMortemClock(clocks, incident.resolvedAt);
  if (running) return { dueAt: running.dueAt, projected: false };
  const plan = await load(ctx, byPlanKey, planKey(incident.severity, incident.planVersion));
  const within = plan?.postMortemWithin ?? (await policies.version(ctx, incident.policyVersion)).document.clocks.postMortemWithin;
  const resolution = incident.resolvedAt ?? incident.eta ?? clocks.findLast((clock) => clock.kind === "RESOLVE" && !clock.stoppedAt)?.dueAt ?? null;
  return { dueAt: resolution && new Date(resolution.getTime() + within * 1_000), projected: incident.resolvedAt === null };
}
