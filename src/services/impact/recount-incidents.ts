import { IncidentEntity } from "../../entities/incident.entity.ts";
import { asHub } from "../access/sight.ts";
import { changeOf } from "../incident/change.ts";
import { oweAfterwards } from "../incident/owed.ts";
import type { ServiceContext } from "../context.ts";
import { select } from "../rows.ts";
import { save } from "../timeline/record.ts";
import { noteImpact } from "./note-impact.ts";
import { recount } from "./recount.ts";
import { inWords } from "./state-impact.ts";

/**
 * After accounts' own figures have changed: open incidents that count them are counted again, in the same transaction.
 * Not narrowed to what the caller may see, since the figures are wrong for everybody.
 */
export const recountIncidentsOf = (tx: ServiceContext, customerIds: string[]): Promise<void> => asHub(tx, () => recountEach(tx, customerIds));

async function recountEach(tx: ServiceContext, customerIds: string[]): Promise<void> {
  const incidents = await select(tx, IncidentEntity,
    `where status in ('DETECTED', 'TRIAGED', 'MITIGATING')
       and id in (select incident_id from affected_customer where customer_id = any($1)) order by id for no key update of incident`,
    [customerIds]);
  for (const incident of incidents) {
    const change = changeOf(tx, incident, tx.now(), null);
    const before = figures(incident);
    await recount(change);
    if (figures(incident) === before) continue;
    await noteImpact(change, inWords(change), { source: "DIRECTORY" });
    await oweAfterwards(change);
    await save(change);
  }
}

const figures = ({ revenueAtRisk, strategicAffected }: IncidentEntity) => JSON.stringify([strategicAffected, ...revenueAtRisk.map(({ amount, currency }) => `${amount} ${currency}`)]);
