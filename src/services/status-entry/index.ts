export { dueMaintenances } from "./due-maintenances.ts";
export { type ComponentOfEntry, componentsOf, entriesOfIncidents, findEntry, listEntries, updatesOf } from "./entry.store.ts";
export { hearPublication } from "./hear-publication.ts";
export { hearRetraction } from "./hear-retraction.ts";
export { type ScheduleMaintenance, scheduleMaintenance } from "./schedule-maintenance.ts";
export { updateEntry, type UpdateStatusEntry } from "./update-entry.ts";
export { updateMaintenance, type UpdateMaintenance } from "./update-maintenance.ts";
