export { blocking } from "./blocking.rules.ts";
export { factsOf } from "./facts.rules.ts";
export { type Finding, type GuardrailFacts, isOverridable, type Names } from "./finding.rules.ts";
export { capitalWords, givesWorkaround, inspect, promisedTime, timesTold } from "./inspect.rules.ts";
export { check } from "./check.ts";
export { findingsIn, findingsOf } from "./guard.ts";
