export type { ComponentInput } from "./check-component.ts";
export type { ComponentGroupInput } from "./component-group.list.ts";
export { createComponent, createComponentGroup, deleteComponent, deleteComponentGroup, updateComponent, updateComponentGroup } from "./save-component.ts";
export { setComponentState } from "./set-component-state.ts";
