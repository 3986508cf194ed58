import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { binder } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { given } from "../input.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { select } from "../rows.ts";

/** An incident's messages, newest first. */
export async function list(ctx: ServiceContext, incident: IncidentEntity, args: PageArgs): Promise<Page<CommunicationEntity>> {
  const first = pageSize(args.first);
  const scope = `communications ${incident.id}`;
  const { values, bind } = binder([incident.id]);
  const [createdAt, id] = given(args.after) ? decodeCursor(scope, args.after, ["instant", "id"]) : [];
  const earlier = createdAt === undefined ? "" : `and (created_at, id::text) < (${bind(createdAt)}::timestamptz, ${bind(id)})`;
  const rows = await select(ctx, CommunicationEntity, `where incident_id = $1 ${earlier} order by created_at desc, id::text desc limit ${bind(first + 1)}`, values);
  return pageOf(rows, { ...args, first }, (message) => encodeCursor(scope, [message.createdAt.toISOString(), message.id]), async () => {
    const [{ count }] = await ctx.db.query("select count(*)::int as count from communication where incident_id = $1", [incident.id]);
    return count;
  });
}

/** What stands for each audience now. */
export function standingOf(ctx: ServiceContext, incidentId: string): Promise<CommunicationEntity[]> {
  return select(ctx, CommunicationEntity, "where incident_id = $1 and state = 'PUBLISHED'", [incidentId]);
}
