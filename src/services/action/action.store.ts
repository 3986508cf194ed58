import { ActionItemEntity } from "../../entities/action-item.entity.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { select } from "../rows.ts";
import type { Change } from "../timeline/record.ts";

const UNSETTLED = "state in ('PENDING', 'IN_PROGRESS') and handed_to is null";

/** What closing would leave behind. */
export function unsettled({ tx, incident }: Pick<Change, "tx" | "incident">): Promise<ActionItemEntity[]> {
  return select(tx, ActionItemEntity, `where incident_id = $1 and ${UNSETTLED} order by created_at, id`, [incident.id]);
}

/** Each incident's actions as they were entered; `open` narrows to those still to do (true) or settled (false). */
export async function actionsOf(ctx: ServiceContext, incidentIds: string[], { open }: { open: boolean | null }): Promise<Map<string, ActionItemEntity[]>> {
  const rows = await select(ctx, ActionItemEntity, `where incident_id = any($1) and ($2::boolean is null or (${UNSETTLED}) = $2) order by created_at, id`, [incidentIds, open]);
  return listsByKey(rows, (action) => action.incidentId);
}
