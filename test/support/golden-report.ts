import { readFileSync } from "node:fs";

/** The report as the seed has it. */
export const GOLDEN = JSON.parse(readFileSync("test/golden/incident-report.json", "utf8")) as Report;

/** Times that a performance moves, all by the same constant. */
const MOVED = [
  "incidentSummary.detectedAt",
  "timeline[].timestamp",
  "communications.statusPage.lastUpdate",
  "communications.internalSlack.lastUpdate",
  "communications.nextScheduledUpdate",
  "nextActions[].dueBy",
  "postMortemDeadline",
];

/** What is named by the day and counted within it. */
const NAMED_BY_DATE = ["incidentId", "communications.internalSlack.channel"];

export interface Report {
  incidentId: string;
  incidentSummary: { detectedAt: string };
  communications: { internalSlack: { channel: string } };
  [key: string]: unknown;
}

/** The report as text, keys in their order, with the moved times moved back and the names by date out of sight: equal to that of the sample. */
export function masked(report: Report): string {
  const moved = Date.parse(report.incidentSummary.detectedAt) - Date.parse(GOLDEN.incidentSummary.detectedAt);
  const mask = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => mask(item, `${path}[]`));
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mask(part, path ? `${path}.${key}` : key)]));
    }
    if (NAMED_BY_DATE.includes(path)) return "(by date)";
    const isMoved = MOVED.includes(path) && typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);
    return isMoved ? new Date(Date.parse(value) - moved).toISOString().replace(".000Z", "Z") : value;
  };
  return JSON.stringify(mask(report, ""), null, 2);
}

/** `INC-2024-0215-001` for the first incident that was detected on that day, and its channel. */
export function namesOf({ incidentSummary: { detectedAt } }: Report, number: number): { incidentId: string; channel: string } {
  const [year, month, day] = detectedAt.slice(0, 10).split("-");
  const count = String(number).padStart(3, "0");
  return { incidentId: `INC-${year}-${month}${day}-${count}`, channel: `#incident-inc-${month}${day}-${count}` };
}
