import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { isVendor, refuseVendor } from "../access/vendor.ts";
import { binder, visible } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { given } from "../input.ts";
import { byKey } from "../load.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { select } from "../rows.ts";

/** Words to executives have revenue in them, which is none of a vendor's business: to them there are none. */
const FOR_VENDORS = "audience <> 'EXECUTIVES'";

/** An incident's messages, newest first. */
export async function list(ctx: ServiceContext, incident: IncidentEntity, args: PageArgs): Promise<Page<CommunicationEntity>> {
  const first = pageSize(args.first);
  const scope = `communications ${incident.id}`;
  const { values, bind } = binder([incident.id]);
  const [createdAt, id] = given(args.after) ? decodeCursor(scope, args.after, ["instant", "id"]) : [];
  const earlier = createdAt === undefined ? "" : `and (created_at, id::text) < (${bind(createdAt)}::timestamptz, ${bind(id)})`;
  const shown = (await isVendor(ctx, incident.id)) ? FOR_VENDORS : "true";
  const rows = await select(ctx, CommunicationEntity, `where incident_id = $1 and ${shown} ${earlier} order by created_at desc, id::text desc limit ${bind(first + 1)}`, values);
  return pageOf(rows, { ...args, first }, (message) => encodeCursor(scope, [message.createdAt.toISOString(), message.id]), async () => {
    const [{ count }] = await ctx.db.query(`select count(*)::int as count from communication where incident_id = $1 and ${shown}`, [incident.id]);
    return count;
  });
}

/** What stands for each audience now. */
export function standingOf(ctx: ServiceContext, incidentId: string): Promise<CommunicationEntity[]> {
  return select(ctx, CommunicationEntity, "where incident_id = $1 and state = 'PUBLISHED'", [incidentId]);
}

/** Messages by id, of incidents that the caller may see. */
export async function byIds(ctx: ServiceContext, ids: string[]): Promise<Map<string, CommunicationEntity>> {
  const { values, bind } = binder([ids]);
  return byKey(await select(ctx, CommunicationEntity, `where id = any($1) and incident_id in (select id from incident where ${visible(ctx, bind)})`, values), ({ id }) => id);
}

/** A message's words, as the caller may read them: FORBIDDEN to a vendor where they are for executives. */
export async function toBeRead<T>(ctx: ServiceContext, { audience, incidentId }: Pick<CommunicationEntity, "audience" | "incidentId">, words: T): Promise<T> {
  if (audience === "EXECUTIVES") await refuseVendor(ctx, incidentId);
  return words;
}
