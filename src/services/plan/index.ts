export { applyPlan } from "./apply-plan.ts";
export { editPlan } from "./edit-plan.ts";
export { byPlanKey, ensureDefaults, list, newest, planKey, planOf } from "./plan.store.ts";
