import { TeamEntity, type TeamRoleEntity } from "../../entities/team.entity.ts";
import type { ServiceContext } from "../context.ts";
import { rename } from "../directory/rename.ts";
import { columnsOf } from "../rows.ts";

/** A team with its default roles, ordered by role. */
export interface StoredTeam extends TeamEntity {
  defaultRoles: Pick<TeamRoleEntity, "role" | "responderId" | "scheduleId">[];
}

export function storedTeams(ctx: ServiceContext, slugs: string[], ids: string[]): Promise<StoredTeam[]> {
  return ctx.db.query(
    `select ${columnsOf(ctx, TeamEntity)}, coalesce((
       select jsonb_agg(jsonb_build_object('role', r.role, 'responderId', r.responder_id, 'scheduleId', r.schedule_id) order by r.role collate "C")
       from team_role r where r.team_id = team.id), '[]') as "defaultRoles"
     from team where slug = any($1) or id = any($2)`,
    [slugs, ids],
  );
}

export async function writeTeams(ctx: ServiceContext, teams: StoredTeam[]): Promise<void> {
  await ctx.db.query(
    `insert into team (id, slug, name, catch_all, time_zone, working_hours, ladder, updated_at)
     select id, slug, name, "catchAll", "timeZone", nullif("workingHours", 'null'), nullif(ladder, 'null'), "updatedAt"
     from jsonb_to_recordset($1) as t (id uuid, slug text, name text, "catchAll" boolean, "timeZone" text,
       "workingHours" jsonb, ladder jsonb, "updatedAt" timestamptz)
     on conflict (id) do update set
       name = excluded.name, catch_all = excluded.catch_all, time_zone = excluded.time_zone,
       working_hours = excluded.working_hours, ladder = excluded.ladder, updated_at = excluded.updated_at`,
    [JSON.stringify(teams)],
  );
  await rename(ctx, "team", teams);
}

export async function linkRoles({ db }: ServiceContext, teams: StoredTeam[]): Promise<void> {
  await db.query("delete from team_role where team_id = any($1)", [teams.map(({ id }) => id)]);
  const roles = teams.flatMap(({ id, defaultRoles }) => defaultRoles.map((one) => ({ teamId: id, ...one })));
  await db.query(
    `insert into team_role (team_id, role, responder_id, schedule_id)
     select "teamId", role, "responderId", "scheduleId"
     from jsonb_to_recordset($1) as r ("teamId" uuid, role text, "responderId" uuid, "scheduleId" uuid)`,
    [JSON.stringify(roles)],
  );
}
