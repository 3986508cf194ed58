import { z } from "zod";
import { refuseVendor } from "../access/vendor.ts";
import { invalid, notFound } from "../errors.ts";
import { isId, LIMITS, list } from "../input.ts";
import type { Change } from "../timeline/record.ts";

/** Adds accounts by external id or id; one that is there already stays as it was. Unknown ones are refused together. */
export async function addCustomers({ tx, incident, now }: Change, field: string, ids: readonly string[] | null | undefined): Promise<number> {
  const wanted = [...new Set(list(field, ids, LIMITS.list))];
  if (wanted.length === 0) return 0;
  await refuseVendor(tx, incident.id);
  const found = await customerIds(tx.db, wanted);
  const unknown = wanted.filter((one) => !found.has(one));
  if (unknown.length > 0) {
    const shown = unknown.slice(0, 100);
    throw notFound(`customer ${shown.slice(0, 5).join(", ")}${unknown.length > 5 ? ` and ${unknown.length - 5} more` : ""}`, field, { unknown: shown });
  }
  return insert(tx, incident.id, "LIST", "select unnest($4::uuid[])", [...new Set(found.values())], now);
}

/** Takes accounts off again; one that is not there is no error. */
export async function removeCustomers({ tx, incident }: Change, field: string, ids: readonly string[] | null | undefined): Promise<number> {
  const wanted = list(field, ids, LIMITS.list);
  if (wanted.length === 0) return 0;
  await refuseVendor(tx, incident.id);
  const found = await customerIds(tx.db, [...wanted]);
  const [, removed] = await tx.db.query("delete from affected_customer where incident_id = $1 and customer_id = any($2)", [incident.id, [...found.values()]]);
  return removed;
}

const segment = z.strictObject({
  service: z.string().optional(),
  plan: z.string().optional(),
  region: z.string().optional(),
  strategic: z.boolean().optional(),
}).refine((value) => Object.keys(value).length > 0, "name at least one of service, plan, region, strategic");

/** Adds every account that fits all that the segment names. */
export async function addSegment({ tx, incident, now }: Change, value: unknown): Promise<number> {
  await refuseVendor(tx, incident.id);
  const parsed = segment.safeParse(value);
  if (!parsed.success) throw invalid("bySegment", `bySegment: ${parsed.error.issues[0]?.message}`);
  const { service } = parsed.data;
  const isKnown = service === undefined || (await tx.db.query("select 1 from service where slug = $1", [service])).length > 0;
  if (!isKnown) throw notFound(`service "${service}"`, "bySegment.service");
  return insert(tx, incident.id, "SEGMENT",
    `select c.id from customer c, jsonb_to_record($4::jsonb) as s(service text, plan text, region text, strategic boolean)
     where (s.plan is null or c.plan = s.plan) and (s.region is null or c.region = s.region)
       and (s.strategic is null or c.strategic = s.strategic)
       and (s.service is null or exists (select 1 from customer_service u join service v on v.id = u.service_id where u.customer_id = c.id and v.slug = s.service))`,
    JSON.stringify(parsed.data), now);
}

type Db = Change["tx"];

async function insert({ db }: Db, incidentId: string, source: string, customers: string, value: unknown, now: Date): Promise<number> {
  const added = await db.query(
    `insert into affected_customer (incident_id, customer_id, source, recorded_at)
     select $1::uuid, picked.id, $2::text, $3::timestamptz from (${customers}) as picked(id) on conflict do nothing returning 1`,
    [incidentId, source, now, value],
  );
  return added.length;
}

async function customerIds(db: Db["db"], wanted: string[]): Promise<Map<string, string>> {
  // Two joins, each by its index: one on either column would compare each key with each customer.
  const rows: { key: string; id: string }[] = await db.query(
    `select w.key, c.id from unnest($1::text[]) as w(key) join customer c on c.external_id = w.key
     union all select w.key, c.id from unnest($2::text[]) as w(key) join customer c on c.id = w.key::uuid`, [wanted, wanted.filter(isId)],
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}
