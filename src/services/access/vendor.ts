import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { load } from "../load.ts";

/**
 * Incidents to which the caller is a vendor: one who is or was a vendor on it, or works as one on another now, and never
 * had any other role on it. So neither the end of the work nor a look next door opens the books.
 */
async function asVendor({ db, actor }: ServiceContext, incidentIds: string[]): Promise<Map<string, boolean>> {
  if (!actor.responderId) return new Map();
  const rows: { id: string; vendor: boolean }[] = await db.query(
    `select i.id, bool_or(r.role = 'VENDOR' and (r.incident_id = i.id or r.released_at is null))
       and not bool_or(r.role <> 'VENDOR' and r.incident_id = i.id) as vendor
     from unnest($1::uuid[]) as i(id) join role_assignment r on r.responder_id = $2 group by 1`,
    [incidentIds, actor.responderId],
  );
  return new Map(rows.map(({ id, vendor }) => [id, vendor]));
}

const refused = () => new DomainError("FORBIDDEN", "A vendor on the incident sees neither customers nor revenue, and speaks to nobody for us");

export const isVendor = async (ctx: ServiceContext, incidentId: string): Promise<boolean> => (await load(ctx, asVendor, incidentId)) ?? false;

/** A vendor sees neither customers nor revenue (product rules, section 4). */
export async function refuseVendor(ctx: ServiceContext, incidentId: string): Promise<void> {
  if (await isVendor(ctx, incidentId)) throw refused();
}

/** Whether the caller is a vendor now, and nothing else anywhere. */
export async function isVendorNow({ db, actor }: Pick<ServiceContext, "db" | "actor">): Promise<boolean> {
  if (!actor.responderId) return false;
  const [{ vendor }] = await db.query("select bool_and(role = 'VENDOR') as vendor from role_assignment where responder_id = $1 and released_at is null", [actor.responderId]);
  return vendor === true;
}

/** The same for customers apart from any incident. */
export async function refuseVendors(ctx: Pick<ServiceContext, "db" | "actor">): Promise<void> {
  if (await isVendorNow(ctx)) throw refused();
}
