import {
  COMPONENT_STATES, type ComponentState, MAINTENANCE_STATES, type MaintenanceState, STATUS_ENTRY_KINDS, STATUS_ENTRY_STATES, STATUS_IMPACTS, STATUS_PAGE_KINDS,
  type StatusEntryKind, type StatusEntryState, type StatusImpact, type StatusPageKind,
} from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const StatusPageKindEnum = enumFrom<StatusPageKind>("StatusPageKind", STATUS_PAGE_KINDS, "Whom a status page is for.", {
  PUBLIC: "Everybody; nobody has to say who they are.",
  INTERNAL: "Our own people: whoever may read incidents, and who has its link. It shows internal components as well.",
  CUSTOMER: "One account, by a link that cannot be guessed: the components of the services it uses, and the incidents that hit it.",
});

export const ComponentStateEnum = enumFrom<ComponentState>("ComponentState", COMPONENT_STATES, "How a component does. Of all that holds one, the worst counts.", {
  OPERATIONAL: "It works.",
  UNDER_MAINTENANCE: "Work on it was announced and goes on.",
  DEGRADED_PERFORMANCE: "It fails at times, is slow or works worse than it should.",
  PARTIAL_OUTAGE: "It does not work for some.",
  MAJOR_OUTAGE: "It does not work.",
});

export const StatusEntryKindEnum = enumFrom<StatusEntryKind>("StatusEntryKind", STATUS_ENTRY_KINDS, "What an entry of the status page tells of.", {
  INCIDENT: "Something went wrong.",
  MAINTENANCE: "Work that was announced.",
});

export const StatusImpactEnum = enumFrom<StatusImpact>("StatusImpact", STATUS_IMPACTS, "How much an entry takes away, by its worst component unless a person said otherwise.", {
  NONE: "Nothing.",
  MAINTENANCE: "What announced work takes away.",
  MINOR: "Something is degraded.",
  MAJOR: "Something is partly out.",
  CRITICAL: "Something is out.",
});

const OF_MAINTENANCE: Record<MaintenanceState, string> = {
  SCHEDULED: "A maintenance that lies ahead.",
  IN_PROGRESS: "A maintenance whose work goes on.",
  VERIFYING: "A maintenance whose work is done and being checked.",
  COMPLETED: "A maintenance that is over.",
  CANCELLED: "A maintenance that did not take place, or not to its end.",
};

export const MaintenanceStateEnum = enumFrom<MaintenanceState>("MaintenanceState", MAINTENANCE_STATES, "How far a maintenance is.", OF_MAINTENANCE);

export const StatusEntryStateEnum = enumFrom<StatusEntryState>("StatusEntryState", STATUS_ENTRY_STATES, "How far an entry of the status page is: the first four of an incident, the others of a maintenance.", {
  INVESTIGATING: "An incident whose cause is being looked for.",
  IDENTIFIED: "An incident whose cause is known, and which is being worked on.",
  MONITORING: "An incident whose fix is in place and being watched.",
  RESOLVED: "An incident that is over.",
  ...OF_MAINTENANCE,
});
