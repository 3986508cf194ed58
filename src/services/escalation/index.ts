export { acknowledge, type Acknowledge } from "./acknowledge.ts";
export { escalate, type EscalateIncident } from "./escalate.ts";
export { escalationsOf, isRunning } from "./escalation.store.ts";
