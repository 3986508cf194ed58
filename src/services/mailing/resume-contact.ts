import { CustomerContactEntity } from "../../entities/customer-contact.entity.ts";
import type { CustomerEntity } from "../../entities/customer.entity.ts";
import { authorise } from "../access/authorise.ts";
import { refuseVendors } from "../access/vendor.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { byIds } from "../customer/customer.store.ts";
import { conflict, notFound } from "../errors.ts";
import { id as idOf } from "../input.ts";
import { selectOne } from "../rows.ts";

/**
 * An address that the hub has given up is written to again, at every account that has it: those are returned, by name. CONFLICT where it
 * was not given up. Whoever asked to be left alone is left alone all the same.
 */
export async function resumeContact(ctx: ServiceContext, input: { id: string }): Promise<CustomerEntity[]> {
  authorise(ctx, "directory:write");
  await refuseVendors(ctx);
  const id = idOf("id", input.id);
  return inTransaction(ctx, async (tx) => {
    const before = await selectOne(tx, CustomerContactEntity, "where id = $1 for update", [id]);
    if (!before) throw notFound(`contact ${id}`, "id");
    if (!before.stoppedAt) throw conflict("This address is not given up", { field: "id" });
    const [rows]: [{ id: string }[]] = await tx.db.query(
      `update customer_contact set stopped_at = null, stop_reason = null, refusals = 0, bounced_at = null, bounce_reason = null
       where email = $1 returning customer_id as id`, [before.email]);
    // What the server said has the address in it as a rule, which the audit log would keep for good.
    noteChange(tx, `contact/${id}`, { stoppedAt: before.stoppedAt }, { stoppedAt: null });
    return [...(await byIds(tx, rows.map((row) => row.id))).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}
