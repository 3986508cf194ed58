import { StatusEntryEntity } from "../../entities/status-entry.entity.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { type Deadlines, dueBy } from "../due.ts";
import { select } from "../rows.ts";
import { moveMaintenance } from "./update-maintenance.ts";

/** Maintenances begin and end at their instants, unless a person moves them. */
export const dueMaintenances: Deadlines = {
  name: "maintenances",
  async upcoming({ db }, until, limit) {
    const rows: { at: Date }[] = await db.query("select due_at as at from status_entry where due_at <= $1 order by due_at limit $2", [until, limit]);
    return rows.map(({ at }) => at);
  },
  async apply(ctx, limit) {
    let found = 0;
    while (found < limit && (await moveOne(ctx))) found += 1;
    return found;
  },
};

/** Takes the one that has been due longest, unless another hub is at it. It counts from its instant, however late a hub comes to it. */
function moveOne(ctx: ServiceContext): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const [due] = await select(tx, StatusEntryEntity, "where due_at <= coalesce($1, statement_timestamp()) order by due_at limit 1 for no key update skip locked", [dueBy(ctx)]);
    if (!due) return false;
    const at = due.dueAt && due.dueAt < tx.now() ? due.dueAt : tx.now();
    await moveMaintenance(tx, due, { to: due.state === "SCHEDULED" ? "IN_PROGRESS" : "COMPLETED", at });
    return true;
  });
}
