import type { CustomerContactEntity } from "../../entities/customer-contact.entity.ts";
import { CustomerEntity } from "../../entities/customer.entity.ts";
import type { ServiceContext } from "../context.ts";
import { columnsOf } from "../rows.ts";
import { contactsOf } from "./contact.store.ts";
import { type StoredContact, writeContacts } from "./write-contacts.ts";

/** A customer with the ids of the services that it uses and its contacts, in order. */
export interface StoredCustomer extends CustomerEntity {
  serviceIds: string[];
  contacts: StoredContact[];
}

export async function storedCustomers(ctx: ServiceContext, externalIds: string[], ids: string[]): Promise<StoredCustomer[]> {
  const rows: StoredCustomer[] = await ctx.db.query(
    `select ${columnsOf(ctx, CustomerEntity)},
       array(select service_id from customer_service where customer_id = customer.id order by 1) as "serviceIds"
     from customer where external_id = any($1) or id = any($2)`,
    [externalIds, ids],
  );
  const contacts = rows.length > 0 ? await contactsOf(ctx, rows.map(({ id }) => id)) : new Map<string, CustomerContactEntity[]>();
  return rows.map((row) => ({ ...row, contacts: (contacts.get(row.id) ?? []).map(({ customerId: _, ...one }) => one) }));
}

/** Leaves the external id alone, which never changes: see directory/rename.ts. */
export async function writeCustomers({ db }: ServiceContext, customers: StoredCustomer[]): Promise<void> {
  await db.query(
    `insert into customer (id, external_id, name, arr_amount, arr_currency, strategic, plan, region, renewal_on,
       active_escalation, executive_sponsor_engaged, usage, owner_id, updated_at)
     select id, "externalId", name, "arrAmount", "arrCurrency", strategic, plan, region, "renewalOn",
       "activeEscalation", "executiveSponsorEngaged", usage, "ownerId", "updatedAt"
     from jsonb_to_recordset($1) as c (id uuid, "externalId" text, name text, "arrAmount" numeric, "arrCurrency" text,
       strategic boolean, plan text, region text, "renewalOn" timestamptz, "activeEscalation" boolean,
       "executiveSponsorEngaged" boolean, usage numeric, "ownerId" uuid, "updatedAt" timestamptz)
     on conflict (id) do update set
       name = excluded.name, arr_amount = excluded.arr_amount, arr_currency = excluded.arr_currency,
       strategic = excluded.strategic, plan = excluded.plan, region = excluded.region, renewal_on = excluded.renewal_on,
       active_escalation = excluded.active_escalation, executive_sponsor_engaged = excluded.executive_sponsor_engaged,
       usage = excluded.usage, owner_id = excluded.owner_id, updated_at = excluded.updated_at`,
    [JSON.stringify(customers)],
  );
}

/** What hangs on customers: the services that they use, and their contacts. */
export async function linkCustomers(ctx: ServiceContext, customers: StoredCustomer[]): Promise<void> {
  await linkServices(ctx, customers);
  await writeContacts(ctx, customers);
}

async function linkServices({ db }: ServiceContext, customers: StoredCustomer[]): Promise<void> {
  await db.query("delete from customer_service where customer_id = any($1)", [customers.map(({ id }) => id)]);
  const links = customers.flatMap(({ id, serviceIds }) => serviceIds.map((serviceId) => ({ id, serviceId })));
  await db.query(
    `insert into customer_service (customer_id, service_id)
     select id, "serviceId" from jsonb_to_recordset($1) as c (id uuid, "serviceId" uuid)`,
    [JSON.stringify(links)],
  );
}
