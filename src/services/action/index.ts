export { actionsOf } from "./action.store.ts";
export { addAction, type AddAction } from "./add-action.ts";
export { updateAction, type UpdateAction } from "./update-action.ts";
