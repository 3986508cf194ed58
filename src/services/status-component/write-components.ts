import { StatusComponentEntity } from "../../entities/status-component.entity.ts";
import type { ServiceContext } from "../context.ts";
import { rename } from "../directory/rename.ts";
import { columnsOf, insertion, recordset } from "../rows.ts";

/** A component with the ids of its services, in order. */
export interface StoredComponent extends StatusComponentEntity {
  serviceIds: string[];
}

export function storedComponents(ctx: ServiceContext, slugs: string[], ids: string[]): Promise<StoredComponent[]> {
  return ctx.db.query(
    `select ${columnsOf(ctx, StatusComponentEntity)}, array(select service_id from status_component_service where component_id = status_component.id order by 1) as "serviceIds"
     from status_component where slug = any($1) or id = any($2)`, [slugs, ids]);
}

/** All but the state of those that are there, which entries may move meanwhile. */
export async function writeComponents(ctx: ServiceContext, components: StoredComponent[]): Promise<void> {
  await ctx.db.query(`${insertion(ctx, StatusComponentEntity)} on conflict (id) do update set
    name = excluded.name, description = excluded.description, group_id = excluded.group_id, position = excluded.position,
    is_internal = excluded.is_internal, starts_at = excluded.starts_at, updated_at = excluded.updated_at`, [recordset(ctx, StatusComponentEntity, components)]);
  await rename(ctx, "status_component", components);
}

export async function linkComponents({ db }: ServiceContext, components: StoredComponent[]): Promise<void> {
  await db.query("delete from status_component_service where component_id = any($1)", [components.map(({ id }) => id)]);
  const links = components.flatMap(({ id, serviceIds }) => serviceIds.map((serviceId) => ({ id, serviceId })));
  await db.query(`insert into status_component_service (component_id, service_id) select id, "serviceId" from jsonb_to_recordset($1) as l (id uuid, "serviceId" uuid)`, [JSON.stringify(links)]);
}
