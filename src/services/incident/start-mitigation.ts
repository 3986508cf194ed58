import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ServiceContext } from "../context.ts";
import { LIMITS, optionalText } from "../input.ts";
import type { Change } from "../timeline/record.ts";
import { changeIncident, type ChangeInput } from "./change.ts";
import { isReopen } from "./incident.rules.ts";
import { move } from "./move.ts";
import { oweAfterwards } from "./owed.ts";
import { reopenWithin } from "./reopen.ts";
import { stampTriage } from "./triage.ts";

export interface MoveIncident extends ChangeInput {
  reason?: string | null;
}

/** Work on a fix has begun. From DETECTED it stamps the triage too; after the resolution it is a reopen. */
export function startMitigation(ctx: ServiceContext, input: MoveIncident): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "startMitigation", lifecycle: true }, input, (change) => startMitigationWithin(change, input.reason));
}

export async function startMitigationWithin(change: Change, reason: string | null | undefined): Promise<void> {
  const { incident, at } = change;
  if (isReopen(incident.status, "MITIGATING")) return reopenWithin(change, reason);
  const untriaged = incident.status === "DETECTED";
  const why = optionalText("reason", reason, LIMITS.note);
  move(change, "MITIGATING", why ? `Mitigation started: ${why}` : "Mitigation started", { reason: why });
  incident.mitigatingAt = at;
  if (untriaged) await stampTriage(change);
  await oweAfterwards(change);
}
