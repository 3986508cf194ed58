import { CustomerEntity } from "../../entities/customer.entity.ts";
import { authorise } from "../access/authorise.ts";
import { refuseVendors } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { type By, findBy } from "../directory/find-by.ts";
import { pageByName } from "../directory/page-by-name.ts";
import { notFound } from "../errors.ts";
import { given } from "../input.ts";
import { byKey } from "../load.ts";
import type { Page, PageArgs } from "../page.ts";
import { select } from "../rows.ts";
import { bySlug } from "../service/service.store.ts";

type Reader = Pick<ServiceContext, "db">;

export async function byIds(ctx: Reader, ids: string[]): Promise<Map<string, CustomerEntity>> {
  return byKey(await select(ctx, CustomerEntity, "where id = any($1)", [ids]), ({ id }) => id);
}

export async function find(ctx: ServiceContext, by: By<"externalId">): Promise<CustomerEntity | null> {
  authorise(ctx, "directory:read");
  await refuseVendors(ctx);
  return findBy(ctx, CustomerEntity, { key: "externalId", column: "external_id" }, by);
}

export interface CustomerFilter {
  text?: string | null | undefined;
  /** Only those who use it. */
  serviceSlug?: string | null | undefined;
  strategic?: boolean | null | undefined;
}

/** By name. */
export async function page(ctx: ServiceContext, { text, serviceSlug, strategic }: CustomerFilter, args: PageArgs): Promise<Page<CustomerEntity>> {
  authorise(ctx, "directory:read");
  await refuseVendors(ctx);
  const service = given(serviceSlug) ? await bySlug(ctx, serviceSlug) : null;
  if (given(serviceSlug) && !service) throw notFound(`service "${serviceSlug}"`, "serviceSlug");
  const where = (bind: (value: unknown) => string) => [
    ...(service ? [`exists (select 1 from customer_service where customer_id = customer.id and service_id = ${bind(service.id)})`] : []),
    ...(given(strategic) ? [`customer.strategic = ${bind(strategic)}`] : []),
  ];
  return pageByName(ctx, CustomerEntity, { table: "customer", searched: ["name", "external_id"], text, where }, args);
}
