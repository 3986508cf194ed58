import type { ServiceContext } from "../context.ts";

/** How many affected strategic accounts somebody was written to at, or spoken with. */
export async function strategicReached({ db }: Pick<ServiceContext, "db">, incidentId: string): Promise<number> {
  const [{ count }] = await db.query(
    `select count(*)::int as count from outreach_entry e join affected_customer a on a.incident_id = e.incident_id and a.customer_id = e.customer_id
       join customer c on c.id = e.customer_id where e.incident_id = $1 and c.strategic and e.state <> 'PLANNED'`, [incidentId]);
  return count;
}
