import * as clocks from "../clock/index.ts";
import type { Change } from "../timeline/record.ts";
import { liaisonOf } from "./owners.ts";

/** A call to each strategic account that none is promised to since the resolution, be it known only later that it was hit. Its account manager's, or the liaison's. */
export async function oweCalls(change: Change): Promise<void> {
  const { tx, incident, policy } = change;
  const { resolvedAt: from } = incident;
  if (!from) return;
  const { csmCallWithin: due } = (await policy()).document.clocks;
  const strategic: { subject: string; ownerId: string | null }[] = await tx.db.query(
    `select c.external_id as subject, c.owner_id as "ownerId" from affected_customer a join customer c on c.id = a.customer_id
     where a.incident_id = $1 and c.strategic and not exists (
       select 1 from clock where incident_id = $1 and kind = 'CSM_CALL' and subject = c.external_id and stopped_at is null and started_at >= $2) order by 1`,
    [incident.id, from],
  );
  const liaison = strategic.some(({ ownerId }) => ownerId === null) ? await liaisonOf(change) : null;
  await clocks.start(change, strategic.map(({ subject, ownerId }) => ({ kind: "CSM_CALL", from, due, subject, ownerId: ownerId ?? liaison })));
}
