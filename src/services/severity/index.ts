export { assessSeverity, type AssessSeverity } from "./assess.ts";
export { changeSeverity, type ChangeSeverity } from "./change-severity.ts";
export { decideSeverity, hearDecision } from "./decide.ts";
export { reasonsOf } from "./reasons.ts";
export { assessmentOf, reassess } from "./reassess.ts";
export { withoutRevenue } from "./severity.rules.ts";
