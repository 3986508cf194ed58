import { CustomerEntity } from "../../entities/customer.entity.ts";
import { ImpactSnapshotEntity } from "../../entities/impact.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { AffectedSource } from "../../entities/vocabulary.ts";
import { refuseVendor } from "../access/vendor.ts";
import { binder } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { given } from "../input.ts";
import { listsByKey } from "../load.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { select } from "../rows.ts";
import { grown, type Snapshot } from "./growth.rules.ts";

export type { Snapshot };

/** The figures after each change, oldest first. */
export async function snapshotsOf(ctx: ServiceContext, incidentIds: string[]): Promise<Map<string, Snapshot[]>> {
  const rows = await select(ctx, ImpactSnapshotEntity, "where incident_id = any($1) order by incident_id, revision", [incidentIds]);
  return new Map([...listsByKey(rows, (snapshot) => snapshot.incidentId)].map(([id, series]) => [id, grown(series)]));
}

/** How many customers each service has; percentages are of these. */
export async function customersOfServices({ db }: ServiceContext, serviceIds: string[]): Promise<Map<string, number>> {
  const rows: { id: string; customers: number }[] = await db.query(
    "select service_id as id, count(*)::int as customers from customer_service where service_id = any($1) group by 1", [serviceIds],
  );
  return new Map(rows.map(({ id, customers }) => [id, customers]));
}

/** The affected accounts by name. Refused to a vendor on the incident. */
export async function affectedCustomers(ctx: ServiceContext, incident: IncidentEntity, args: PageArgs): Promise<Page<CustomerEntity>> {
  await refuseVendor(ctx, incident.id);
  const first = pageSize(args.first);
  const scope = `affected customers ${incident.id}`;
  const { values, bind } = binder([incident.id]);
  const [name, id] = given(args.after) ? decodeCursor(scope, args.after, ["text", "id"]) : [];
  const later = name === undefined ? "" : `and (name, id::text) > (${bind(name)}, ${bind(id)})`;
  const rows = await select(ctx, CustomerEntity,
    `where id in (select customer_id from affected_customer where incident_id = $1) ${later} order by name, id::text limit ${bind(first + 1)}`, values);
  return pageOf(rows, { ...args, first }, (customer) => encodeCursor(scope, [customer.name, customer.id]), async () => incident.customersCounted);
}

export interface AffectedBySource {
  source: AffectedSource;
  customers: number;
  oldestAt: Date;
  recordedAt: Date;
  ageSeconds: number;
}

/** How the counted customers of each incident came to be known, and how old that is. */
export async function sourcesOf({ db, now }: ServiceContext, incidentIds: string[]): Promise<Map<string, AffectedBySource[]>> {
  const rows: (AffectedBySource & { incidentId: string })[] = await db.query(
    `select incident_id as "incidentId", source, count(*)::int as customers, min(recorded_at) as "oldestAt", max(recorded_at) as "recordedAt"
     from affected_customer where incident_id = any($1) group by 1, 2 order by 1, 2`, [incidentIds]);
  const aged = rows.map((row) => ({ ...row, ageSeconds: Math.max(0, Math.floor((now().getTime() - row.recordedAt.getTime()) / 1_000)) }));
  return listsByKey(aged, (row) => row.incidentId);
}
