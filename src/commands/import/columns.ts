import { fieldsOf, LIST_NAMES, type ListName } from "../../services/import/index.ts";

/**
 * Makes of a cell what JSON would have there. A cell that cannot be that stays text, so that the check of the row says
 * what it must be; an empty one is null.
 */
type Cell = (text: string) => unknown;

const asText: Cell = (text) => text;
const asNumber: Cell = (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);
const asFlag: Cell = (text) => ({ true: true, yes: true, 1: true, false: false, no: false, 0: false })[text.toLowerCase()] ?? text;
const asList: Cell = (text) => text.split(";").map((one) => one.trim()).filter(Boolean);

/** `KEY=value; KEY=value` */
const asPairs = (key: string, value: string): Cell => (text) =>
  (asList(text) as string[]).map((pair) => {
    const [left, ...right] = pair.split("=");
    return right.length > 0 ? { [key]: left?.trim().toUpperCase(), [value]: right.join("=").trim() } : pair;
  });

/** `ROLE=address` names a person, `ROLE=schedule:SLUG` a schedule. */
const asRoles: Cell = (text) =>
  (asPairs("role", "responderEmail")(text) as (string | Record<string, string>)[]).map((one) =>
    typeof one !== "string" && one.responderEmail?.startsWith("schedule:") ? { role: one.role, scheduleSlug: one.responderEmail.slice("schedule:".length).trim() } : one,
  );

/** A list of objects has no form of its own in a cell; it stands there as JSON. */
const asJson: Cell = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** `1-5 09:00-17:00` or `1;3;5 09:00-17:00` */
const asHours: Cell = (text) => {
  const [, days = "", from, to] = /^([1-7](?:[-;][1-7])*)\s+(\S+)\s*-\s*(\S+)$/.exec(text) ?? [];
  return from ? { days: days.split(";").flatMap(spanOf), from, to } : text;
};

function spanOf(days: string): number[] {
  const [first = 0, last = first] = days.split("-").map(Number);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, at) => first + at);
}

const CELLS: Record<string, Cell> = {
  catchAll: asFlag, defaultRoles: asRoles,
  workingHours: asHours, contactMethods: asPairs("channel", "address"), ladder: asJson,
  layers: asJson, overrides: asJson, temporarySchedules: asJson, history: asJson,
  tier: asNumber, dependsOn: asList,
  position: asNumber, internal: asFlag,
  strategic: asFlag, activeEscalation: asFlag, executiveSponsorEngaged: asFlag, services: asList, contacts: asList,
};

/** A list's columns: the fields of its rows, and for the one that has parts a column for each. */
export const columnsOf = (list: ListName): string[] => [...fieldsOf(list), ...(list === "customers" ? ["currency"] : [])];

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "");

/** The column that a heading means, as `External ID` or `external_id` means `externalId`. */
export const columnOf = (list: ListName, heading: string): string | undefined => columnsOf(list).find((column) => plain(column) === plain(heading));

export function rowOf(columns: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  columns.forEach((column, at) => {
    const text = cells[at]?.trim() ?? "";
    row[column] = text === "" ? null : (CELLS[column] ?? asText)(text);
  });
  if (!("currency" in row)) return row;
  const { currency, arr, ...others } = row;
  return { ...others, ...(arr === null ? { arr } : { arr: { amount: arr, currency } }) };
}

/** The list that rows with these fields belong to; by their names, else by the file's. Undefined if it stays open. */
export function listOf(fields: readonly string[], fileName: string): ListName | undefined {
  const known = LIST_NAMES.map((list) => ({ list, count: fields.filter((field) => columnOf(list, field)).length }));
  const most = Math.max(...known.map(({ count }) => count));
  const likely = known.filter(({ count }) => count === most && count > 0).map(({ list }) => list);
  return likely.length === 1 ? likely[0] : (likely.length > 0 ? likely : LIST_NAMES).find((list) => plain(fileName).includes(plain(list.slice(0, -1))));
}
