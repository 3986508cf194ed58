import type { ServiceContext } from "../context.ts";

type Renamed = { id: string } & ({ slug: string } | { email: string });

/**
 * Gives rows that are written already their new keys. Apart from the upsert, since a statement that sets a unique column
 * locks the row against those who refer to it, changed or not: while a long import updates a service, nobody could declare
 * an incident on it.
 */
export async function rename({ db }: ServiceContext, table: "team" | "responder" | "service" | "schedule" | "status_component_group" | "status_component", rows: readonly Renamed[]): Promise<void> {
  const column = table === "responder" ? "email" : "slug";
  await db.query(
    `update ${table} set ${column} = r.${column} from jsonb_to_recordset($1) as r (id uuid, ${column} text)
     where ${table}.id = r.id and ${table}.${column} <> r.${column}`,
    [JSON.stringify(rows)],
  );
}
