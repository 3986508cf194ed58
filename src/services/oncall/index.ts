export { personCalendar, scheduleCalendar } from "./calendar/feed.ts";
export { rotateCalendarLink, type RotateCalendarLink } from "./calendar/rotate-link.ts";
export { onCall } from "./on-call.ts";
export { firstOn, onCallNow, onCallOn } from "./on-call-on.ts";
export { coverageGaps, type Gap, nextOnCall, type ShiftOn, shifts } from "./shifts.ts";
export { onCallReadiness, type Readiness } from "./readiness.ts";
export { shiftsComing, shiftsOf } from "./shifts-of.ts";
export { warningsOn } from "./warnings.ts";
