export { onCall } from "./on-call.ts";
export { firstOn, onCallNow, onCallOn } from "./on-call-on.ts";
export { coverageGaps, type Gap, nextOnCall, type ShiftOn, shifts } from "./shifts.ts";
export { shiftsOf } from "./shifts-of.ts";
