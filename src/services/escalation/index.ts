export { acknowledge, type Acknowledge } from "./acknowledge.ts";
export { dueSteps } from "./due-steps.ts";
export { escalate, type EscalateIncident } from "./escalate.ts";
export { isRunning } from "./escalation.rules.ts";
export { escalationsOf } from "./escalation.store.ts";
export { hearClocks, unheardClocks } from "./hear-clocks.ts";
export { hearUndeliverable } from "./hear-undeliverable.ts";
export { watch, type Watched } from "./watchdog.ts";
