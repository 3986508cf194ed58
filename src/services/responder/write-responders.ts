import { ResponderEntity } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { rename } from "../directory/rename.ts";
import { select } from "../rows.ts";

export const storedResponders = (ctx: ServiceContext, emails: string[], ids: string[]): Promise<ResponderEntity[]> =>
  select(ctx, ResponderEntity, "where email = any($1) or id = any($2)", [emails, ids]);

export async function writeResponders(ctx: ServiceContext, responders: ResponderEntity[]): Promise<void> {
  await ctx.db.query(
    `insert into responder (id, name, email, title, team_id, time_zone, working_hours, contact_methods, updated_at)
     select id, name, email, title, "teamId", "timeZone", nullif("workingHours", 'null'), "contactMethods", "updatedAt"
     from jsonb_to_recordset($1) as r (id uuid, name text, email text, title text, "teamId" uuid, "timeZone" text,
       "workingHours" jsonb, "contactMethods" jsonb, "updatedAt" timestamptz)
     on conflict (id) do update set
       name = excluded.name, title = excluded.title, team_id = excluded.team_id, time_zone = excluded.time_zone,
       working_hours = excluded.working_hours, contact_methods = excluded.contact_methods, updated_at = excluded.updated_at`,
    [JSON.stringify(responders)],
  );
  await rename(ctx, "responder", responders);
}
