import { type DomainError, invalid } from "../errors.ts";
import { fieldsOf } from "../import/shapes.ts";
import { type Expression, expression } from "./expression.ts";

export type Mapping = ReadonlyMap<string, Expression>;

/** What can be mapped: the columns of a customer in a file. */
export const MAPPABLE = [...fieldsOf("customers"), "currency"];

/** The mapping that the settings have; INVALID_INPUT names the field whose expression cannot be read. */
export function mappingOf(fields: Readonly<Record<string, unknown>>): Mapping {
  const unknown = Object.keys(fields).find((name) => !MAPPABLE.includes(name));
  if (unknown !== undefined) throw invalid("fields", `fields.${unknown} is no field of a customer; those are ${MAPPABLE.join(", ")}`, { path: unknown });
  if (!fields["externalId"]) throw invalid("fields", "fields.externalId is needed: it says which account a row is", { path: "externalId" });
  const wrong = Object.entries(fields).find(([, source]) => typeof source !== "string");
  if (wrong) throw invalid("fields", `fields.${wrong[0]} must be an expression as text`, { path: wrong[0] });
  return new Map(Object.entries(fields).map(([name, source]) => [name, expression(`fields.${name}`, source as string)]));
}

/** A row of an import out of an account as the CRM has it, or why there is none. A list that is not there is not mentioned; any other field is cleared by it. */
export function rowOf(mapping: Mapping, account: unknown): Record<string, unknown> | DomainError {
  const row: Record<string, unknown> = {};
  for (const [name, ask] of mapping) {
    try {
      const value = (CONVERT[name] ?? asText)(ask(account));
      if (value !== null || !LISTS.has(name)) row[name] = value;
    } catch (error) {
      return invalid(name, `${name}: the expression fails on this account: ${(error as Error).message}`);
    }
  }
  if (!("currency" in row)) return row;
  const { currency, ...others } = row;
  return others["arr"] == null ? others : { ...others, arr: { amount: others["arr"], currency } };
}

const LISTS = new Set(["services", "contacts"]);

type Convert = (value: unknown) => unknown;

/** Ids and names may be numbers where they come from; an empty text is none. */
const asText: Convert = (value) => (value === "" ? null : typeof value === "number" ? String(value) : value);
const asFlag: Convert = (value) => (typeof value === "string" || typeof value === "number" ? (FLAGS[String(value).trim().toLowerCase()] ?? value) : value);
const FLAGS: Record<string, boolean | null> = { true: true, yes: true, y: true, 1: true, false: false, no: false, n: false, 0: false, "": null };
/** `a;b;c`, as CRMs keep lists of choices. */
const asList: Convert = (value) => (typeof value === "string" ? value.split(";").map((one) => one.trim()).filter(Boolean) : value);
/** Salesforce writes offsets without a colon, others milliseconds since 1970. */
const asInstant: Convert = (value) => (typeof value === "number" ? new Date(value) : typeof value === "string" ? asText(value.trim().replace(/([+-]\d\d)(\d\d)$/, "$1:$2").replace(/\+00:00$/, "Z")) : value);

const CONVERT: Record<string, Convert | undefined> = {
  strategic: asFlag, activeEscalation: asFlag, executiveSponsorEngaged: asFlag, services: asList, contacts: asList, renewalOn: asInstant,
};
