export { breachOf, nextUpdateDue, postMortemClock, remainingOf, stateOf } from "./clock.rules.ts";
export { clocksOf, meet, open, start, stop } from "./clock.store.ts";
export { dueClocks, type DueHappening, type OnDue } from "./due-clocks.ts";
export { moveClocks, oweStatusPage } from "./move-clocks.ts";
export { promiseUpdate } from "./promise-update.ts";
export { sayDue } from "./say.rules.ts";
