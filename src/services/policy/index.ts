export { editPolicy } from "./edit-policy.ts";
export type { PolicyDocument } from "./policy.rules.ts";
export { current, ensureDefault, type Policy, read, version } from "./policy.store.ts";
