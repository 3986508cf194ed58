export { Interrupted } from "./claim-run.ts";
export type { ConfigureCrm } from "./check-crm.ts";
export { configureCrm } from "./configure-crm.ts";
export { listCrms, runsOf } from "./crm.store.ts";
export type { AskCrm } from "./ask-page.ts";
export { pullCustomers, type PullCustomers } from "./pull-customers.ts";
export { type Pulling, pullNext } from "./run-pull.ts";
export { type CrmTrial, tryCrm, type TryCrm } from "./try-crm.ts";
export type { TriedAccount, TriedRefusal } from "./try-page.ts";
