import { CrmSettingEntity } from "../../entities/crm.entity.ts";
import { authorise } from "../access/authorise.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { slug } from "../directory/keys.ts";
import { insertion, recordset } from "../rows.ts";
import { keysOf, seal } from "../secret/index.ts";
import { checkCrm, type ConfigureCrm } from "./check-crm.ts";
import { DEFAULT_NAME, lockedSetting, placeOf } from "./crm.store.ts";
import { queueNext } from "./queue.ts";

/** Sets up where accounts are pulled from, for all hubs. */
export async function configureCrm(ctx: ServiceContext, input: ConfigureCrm): Promise<CrmSettingEntity> {
  authorise(ctx, "secret:manage");
  const name = slug("name", input.name ?? DEFAULT_NAME);
  return inTransaction(ctx, async (tx) => {
    const before = await lockedSetting(tx, name);
    const { setting, secret } = checkCrm(tx, name, input, before);
    const after = { ...setting, sealed: secret === undefined ? (before?.sealed ?? null) : secret && seal(keysOf(tx)[0], placeOf(name), secret) };
    await tx.db.query(
      `${insertion(tx, CrmSettingEntity)} on conflict (name) do update set url = excluded.url, paging = excluded.paging, items = excluded.items, next = excluded.next, first_page = excluded.first_page,
         most_pages = excluded.most_pages, fields = excluded.fields, auth_header = excluded.auth_header, sealed = excluded.sealed, every = excluded.every, set_at = excluded.set_at, set_by = excluded.set_by`,
      [recordset(tx, CrmSettingEntity, [after])]);
    if (after.every !== before?.every) await queueNext(tx, after);
    about(tx, `crm/${name}`);
    noteChange(tx, `crm/${name}`, before && shown(before), { ...shown(after), ...(after.sealed !== (before?.sealed ?? null) && { secretChanged: true }) });
    return after;
  });
}

const shown = ({ sealed, ...rest }: CrmSettingEntity): object => ({ ...rest, hasSecret: sealed !== null });
