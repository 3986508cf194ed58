import type { CommandLoad } from "./command-load.ts";

/** Who carries less comes first: open roles weigh most, then the hours and incidents of a month, then of three. The id settles the rest. */
export const byLoad = (a: CommandLoad, b: CommandLoad): number =>
  a.openAssignments - b.openAssignments || a.hours30Days - b.hours30Days || a.incidents30Days - b.incidents30Days || a.hours90Days - b.hours90Days || (a.responderId < b.responderId ? -1 : 1);
