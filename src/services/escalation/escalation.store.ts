import { EscalationEntity } from "../../entities/escalation.entity.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { select, selectOne } from "../rows.ts";
import type { Change } from "../timeline/record.ts";

/** Each incident's escalations, oldest first. What only pages for the declaration is none yet. */
export async function escalationsOf(ctx: ServiceContext, incidentIds: string[]): Promise<Map<string, EscalationEntity[]>> {
  const rows = await select(ctx, EscalationEntity, "where incident_id = any($1) and trigger is not null order by started_at, id", [incidentIds]);
  return listsByKey(rows, (escalation) => escalation.incidentId);
}

/** The one that runs, the first page included. */
export const runningOf = ({ tx, incident }: Pick<Change, "tx" | "incident">): Promise<EscalationEntity | null> =>
  selectOne(tx, EscalationEntity, "where incident_id = $1 and acknowledged_at is null and stopped_at is null", [incident.id]);

/** The last one that was acknowledged. */
export const lastAcknowledged = ({ tx, incident }: Pick<Change, "tx" | "incident">): Promise<EscalationEntity | null> =>
  selectOne(tx, EscalationEntity, "where incident_id = $1 and acknowledged_at is not null order by started_at desc, id desc limit 1", [incident.id]);
