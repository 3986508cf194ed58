export type { ResponderInput } from "./check-responder.ts";
export { createResponder } from "./create-responder.ts";
export { RESPONDERS } from "./responder.list.ts";
export { reachableBy } from "./reachable.ts";
export { byActor, byIds, find, membersOf, page } from "./responder.store.ts";
export { updateResponder, type UpdateResponder } from "./update-responder.ts";
