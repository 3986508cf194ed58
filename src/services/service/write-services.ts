import { ServiceEntity } from "../../entities/service.entity.ts";
import type { ServiceContext } from "../context.ts";
import { rename } from "../directory/rename.ts";
import { columnsOf } from "../rows.ts";

/** A service with the ids of those that it depends on, in order. */
export interface StoredService extends ServiceEntity {
  dependsOnIds: string[];
}

export function storedServices(ctx: ServiceContext, slugs: string[], ids: string[]): Promise<StoredService[]> {
  return ctx.db.query(
    `select ${columnsOf(ctx, ServiceEntity)},
       array(select depends_on_id from service_dependency where service_id = service.id order by 1) as "dependsOnIds"
     from service where slug = any($1) or id = any($2)`,
    [slugs, ids],
  );
}

export async function writeServices(ctx: ServiceContext, services: StoredService[]): Promise<void> {
  await ctx.db.query(
    `insert into service (id, slug, name, tier, owner_team_id, updated_at)
     select id, slug, name, tier, "ownerTeamId", "updatedAt"
     from jsonb_to_recordset($1) as s (id uuid, slug text, name text, tier integer, "ownerTeamId" uuid, "updatedAt" timestamptz)
     on conflict (id) do update set
       name = excluded.name, tier = excluded.tier, owner_team_id = excluded.owner_team_id, updated_at = excluded.updated_at`,
    [JSON.stringify(services)],
  );
  await rename(ctx, "service", services);
}

export async function linkDependencies({ db }: ServiceContext, services: StoredService[]): Promise<void> {
  await db.query("delete from service_dependency where service_id = any($1)", [services.map(({ id }) => id)]);
  const links = services.flatMap(({ id, dependsOnIds }) => dependsOnIds.map((dependsOnId) => ({ id, dependsOnId })));
  await db.query(
    `insert into service_dependency (service_id, depends_on_id)
     select id, "dependsOnId" from jsonb_to_recordset($1) as d (id uuid, "dependsOnId" uuid)`,
    [JSON.stringify(links)],
  );
}
