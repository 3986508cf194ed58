export type { CustomerInput } from "./check-customer.ts";
export { contactsOf } from "./contact.store.ts";
export { createCustomer } from "./create-customer.ts";
export { CUSTOMERS } from "./customer.list.ts";
export { byIds, find, page } from "./customer.store.ts";
export { updateCustomer } from "./update-customer.ts";
