export type { ServiceInput } from "./check-service.ts";
export { createService } from "./create-service.ts";
export { SERVICES } from "./service.list.ts";
export { byIds, bySlug, dependantsOf, dependenciesOf, find, ownedBy, page, usedBy } from "./service.store.ts";
export { updateService, type UpdateService } from "./update-service.ts";
