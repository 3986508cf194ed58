export { Interrupted } from "./claim-run.ts";
export { configureCrm, type ConfigureCrm } from "./configure-crm.ts";
export { listCrms, runsOf } from "./crm.store.ts";
export type { AskCrm } from "./pages.ts";
export { pullCustomers, type PullCustomers } from "./pull-customers.ts";
export { type Pulling, pullNext } from "./run-pull.ts";
