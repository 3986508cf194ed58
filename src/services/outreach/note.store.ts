import { OutreachNoteEntity } from "../../entities/outreach.entity.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { select } from "../rows.ts";

export const noteKey = (incidentId: string, customerId: string): string => `${incidentId}:${customerId}`;

/** What was done and said, oldest first, by `noteKey`. */
export async function notesOf(ctx: ServiceContext, keys: string[]): Promise<Map<string, OutreachNoteEntity[]>> {
  const pairs = keys.map((key) => key.split(":"));
  const rows = await select(ctx, OutreachNoteEntity,
    "where (incident_id, customer_id) in (select * from unnest($1::uuid[], $2::uuid[])) order by recorded_at, id", [pairs.map(([id]) => id), pairs.map(([, id]) => id)]);
  return listsByKey(rows, ({ incidentId, customerId }) => noteKey(incidentId, customerId));
}
