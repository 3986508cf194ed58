import { EscalationEntity } from "../../entities/escalation.entity.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { select } from "../rows.ts";

/** Each incident's escalations, oldest first. */
export async function escalationsOf(ctx: ServiceContext, incidentIds: string[]): Promise<Map<string, EscalationEntity[]>> {
  const rows = await select(ctx, EscalationEntity, "where incident_id = any($1) order by started_at, id", [incidentIds]);
  return listsByKey(rows, (escalation) => escalation.incidentId);
}

export const isRunning = ({ acknowledgedAt, stoppedAt }: EscalationEntity): boolean => acknowledgedAt === null && stoppedAt === null;
