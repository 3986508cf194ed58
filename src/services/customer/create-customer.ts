import type { CustomerEntity } from "../../entities/customer.entity.ts";
import { authorise } from "../access/authorise.ts";
import { refuseVendors } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { saveOne } from "../directory/save-one.ts";
import type { CustomerInput } from "./check-customer.ts";
import { CUSTOMERS } from "./customer.list.ts";

/** CONFLICT if the external id is taken. */
export async function createCustomer(ctx: ServiceContext, input: CustomerInput): Promise<CustomerEntity> {
  authorise(ctx, "directory:write");
  await refuseVendors(ctx);
  return saveOne(ctx, CUSTOMERS, "create", input);
}
