import type { ComponentState } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";

/** A component of an entry with its row locked. */
export interface OfEntry {
  componentId: string;
  /** In which the entry has it while it is open; null where it is not among the entry's yet. */
  was: ComponentState | null;
}

export interface Concerned {
  components: (OfEntry & { isOfService: boolean })[];
  /** Of the service; 0 where they are not known. */
  customers: number;
}

/** The components of an entry and of a service, locked in one order, so that two entries that share some do not wait for each other in a circle. */
export async function concerned({ db }: Pick<ServiceContext, "db">, entryId: string | null, serviceId: string | null): Promise<Concerned> {
  const rows: (Concerned["components"][number] & { customers: number })[] = await db.query(
    `select c.id as "componentId", mine.state as was, ours.component_id is not null as "isOfService",
       (select count(*)::int from customer_service where service_id = $2) as customers
     from status_component c
     left join status_entry_component mine on mine.component_id = c.id and mine.entry_id = $1
     left join status_component_service ours on ours.component_id = c.id and ours.service_id = $2
     where c.id in (select component_id from status_entry_component where entry_id = $1 union all select component_id from status_component_service where service_id = $2)
     order by c.id for no key update of c`, [entryId, serviceId]);
  return { components: rows, customers: rows[0]?.customers ?? 0 };
}

/** The components of an entry and those named, locked in the same order. */
export async function lockComponents({ db }: Pick<ServiceContext, "db">, ids: readonly string[], entryId: string | null = null): Promise<OfEntry[]> {
  return db.query(
    `select c.id as "componentId", mine.state as was from status_component c left join status_entry_component mine on mine.component_id = c.id and mine.entry_id = $2
     where c.id = any($1) or c.id in (select component_id from status_entry_component where entry_id = $2) order by c.id for no key update of c`, [ids, entryId]);
}
