import { authorise } from "../access/authorise.ts";
import { binder, visible } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { type CommandLoad, commandLoads } from "./command-load.ts";
import { byLoad } from "./load.rules.ts";

/** Everybody who has led an incident in the last 90 days or has a role on an open one, who carries the most first. */
export async function commanderLoad(ctx: ServiceContext): Promise<CommandLoad[]> {
  authorise(ctx, "incident:read");
  const { values, bind } = binder([ctx.now()]);
  const rows: { id: string }[] = await ctx.db.query(
    `select distinct r.responder_id as id from role_assignment r join incident on incident.id = r.incident_id
     where not incident.drill and ${visible(ctx, bind)}
       and (r.released_at is null or (r.role = 'INCIDENT_COMMANDER' and r.released_at > $1::timestamptz - interval '90 days'))`,
    values,
  );
  const loads = await commandLoads(ctx, rows.map(({ id }) => id));
  return [...loads.values()].filter((load) => load.incidents90Days > 0 || load.openAssignments > 0).sort((a, b) => byLoad(b, a));
}
