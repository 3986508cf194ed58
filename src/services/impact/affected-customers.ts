import type { AffectedSource } from "../../entities/vocabulary.ts";
import { refuseVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { isId, LIMITS, list } from "../input.ts";
import type { Change } from "../timeline/record.ts";

/** Adds accounts by external id or id; one that is there already stays as it was. Unknown ones are refused together. */
export async function addCustomers(change: Change, field: string, ids: readonly string[] | null | undefined, source: AffectedSource = "LIST"): Promise<number> {
  const wanted = [...new Set(list(field, ids, LIMITS.list))];
  if (wanted.length === 0) return 0;
  await refuseVendor(change.tx, change.incident.id);
  const found = await customersNamed(change.tx, wanted);
  const unknown = wanted.filter((one) => !found.has(one));
  if (unknown.length > 0) {
    const shown = unknown.slice(0, 100);
    throw notFound(`customer ${shown.slice(0, 5).join(", ")}${unknown.length > 5 ? ` and ${unknown.length - 5} more` : ""}`, field, { unknown: shown });
  }
  return putOn(change, source, [...found.values()]);
}

/** Takes accounts off again; one that is not there is no error. */
export async function removeCustomers({ tx, incident }: Change, field: string, ids: readonly string[] | null | undefined): Promise<number> {
  const wanted = list(field, ids, LIMITS.list);
  if (wanted.length === 0) return 0;
  await refuseVendor(tx, incident.id);
  const found = await customersNamed(tx, [...wanted]);
  const [, removed] = await tx.db.query("delete from affected_customer where incident_id = $1 and customer_id = any($2)", [incident.id, [...found.values()]]);
  return removed;
}

/** Puts accounts on the incident; one that is there already keeps the way it came. How many are new. */
export async function putOn({ tx, incident, now }: Change, source: AffectedSource, customerIds: readonly string[]): Promise<number> {
  if (customerIds.length === 0) return 0;
  const added = await tx.db.query(
    `insert into affected_customer (incident_id, customer_id, source, recorded_at)
     select $1::uuid, picked.id, $2::text, $3::timestamptz from (select distinct unnest($4::uuid[])) as picked(id) on conflict do nothing returning 1`,
    [incident.id, source, now, customerIds],
  );
  return added.length;
}

/** The ids of the accounts that have one of the texts as external id or as id, by that text. */
export async function customersNamed({ db }: Pick<ServiceContext, "db">, wanted: readonly string[]): Promise<Map<string, string>> {
  // Two joins, each by its index: one on either column would compare each key with each customer.
  const rows: { key: string; id: string }[] = await db.query(
    `select w.key, c.id from unnest($1::text[]) as w(key) join customer c on c.external_id = w.key
     union all select w.key, c.id from unnest($2::text[]) as w(key) join customer c on c.id = w.key::uuid`, [wanted, wanted.filter(isId)],
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}
