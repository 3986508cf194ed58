import { CrmRunEntity, CrmSettingEntity } from "../../entities/crm.entity.ts";
import { authorise } from "../access/authorise.ts";
import { refuseVendors } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { whole } from "../input.ts";
import { listsByKey } from "../load.ts";
import { select, selectOne } from "../rows.ts";
import type { Place } from "../secret/index.ts";

/** Unless somebody has several. */
export const DEFAULT_NAME = "crm";

export const placeOf = (name: string): Place => ({ table: "crm_setting", column: "sealed", row: name });

/** The endpoints that accounts are pulled from, by name. */
export async function listCrms(ctx: ServiceContext): Promise<CrmSettingEntity[]> {
  authorise(ctx, "directory:write");
  await refuseVendors(ctx);
  return select(ctx, CrmSettingEntity, "order by name limit 100");
}

export const settingOf = (ctx: Pick<ServiceContext, "db">, name: string): Promise<CrmSettingEntity | null> => selectOne(ctx, CrmSettingEntity, "where name = $1", [name]);

/** The setting under a lock that everything holds that puts a pull into the queue; to be taken in a transaction. */
export async function lockedSetting(tx: ServiceContext, name: string): Promise<CrmSettingEntity | null> {
  await tx.db.query("select pg_advisory_xact_lock(hashtextextended('crm ' || $1, 0))", [name]);
  return settingOf(tx, name);
}

/** The last pulls of each, the one that waits or runs first. */
export async function runsOf(ctx: ServiceContext, names: string[], { count }: { count: number }): Promise<Map<string, CrmRunEntity[]>> {
  whole("count", count, 1, 100);
  const rows = await select(ctx, CrmRunEntity,
    `where id in (select r.id from unnest($1::text[]) n(name), lateral (select id from crm_run where crm = n.name order by due_at desc, id desc limit $2) r)
     order by crm, due_at desc, id desc`, [names, count]);
  return listsByKey(rows, ({ crm }) => crm);
}
