import { GraphQLScalarType, Kind, print, type ValueNode } from "graphql";
import { GraphQLDateTime, GraphQLJSON } from "graphql-scalars";
import { Temporal } from "temporal-polyfill";
import type { ErrorCode } from "../entities/vocabulary.ts";

/** Not a GraphQLError: graphql wraps all others in one that says where the value stood, and keeps the code. */
const refused = (message: string) =>
  Object.assign(new TypeError(message), { extensions: { code: "INVALID_INPUT" satisfies ErrorCode } });

const shown = (value: unknown) => JSON.stringify(value) ?? String(value);

const EARLIEST = Date.UTC(1970, 0, 1);
const AFTER_LATEST = Date.UTC(2201, 0, 1);

function parseInstant(value: unknown): Date {
  const instant = typeof value === "string" ? instantIn(value) : null;
  if (!instant) {
    throw refused(`DateTime needs an RFC 3339 instant with offset, such as "2024-02-15T14:23:00Z", not ${shown(value)}`);
  }
  if (instant.getTime() < EARLIEST || instant.getTime() >= AFTER_LATEST) {
    throw refused(`DateTime must lie in the years 1970 to 2200, unlike ${shown(value)}`);
  }
  return instant;
}

function instantIn(text: string): Date | null {
  try {
    return GraphQLDateTime.parseValue(text);
  } catch {
    return null;
  }
}

export const DateTime = new GraphQLScalarType<Date, string>({
  name: "DateTime",
  description:
    "An RFC 3339 instant. Answers are always in UTC with milliseconds, such as `2024-02-15T14:23:00.000Z`. " +
    "Inputs may have any offset but must have one, and lie in the years 1970 to 2200; what is finer than a millisecond " +
    "is cut off.",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339",
  serialize: (value) => (value instanceof Date ? value : GraphQLDateTime.serialize(value)).toISOString(),
  parseValue: parseInstant,
});

const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/;

function parseDecimal(value: unknown): string {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text === "string" && DECIMAL.test(text)) return text;
  throw noDecimal(shown(value));
}

function parseDecimalLiteral(node: ValueNode): string {
  if (node.kind === Kind.STRING || node.kind === Kind.INT) return parseDecimal(node.value);
  throw noDecimal(print(node));
}

const noDecimal = (given: string) =>
  refused(`Decimal needs a string of up to 15 digits and 6 decimals, such as "890000.50", or a whole number, not ${given}`);

function writeDecimal(value: unknown): string {
  const text = String(value);
  // Wider than what comes in: a sum or a conversion may have more digits than any of its terms.
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  throw new TypeError(`${shown(value)} is no plain decimal`);
}

export const Decimal = new GraphQLScalarType<string, string>({
  name: "Decimal",
  description:
    "An exact decimal number as a string, such as `\"890000.50\"`; never a float. Inputs have up to 15 digits and " +
    "up to 6 decimals; a whole JSON number is taken too, fractions and exponents in JSON numbers are refused.",
  serialize: writeDecimal,
  parseValue: parseDecimal,
  parseLiteral: parseDecimalLiteral,
});

/** Ten years; in seconds it also fits the database's integers. */
const LONGEST = 10 * 365 * 24 * 3_600;

/** Days and weeks are 24 hours and seven times that: a promise does not stretch with the clocks of a time zone. */
function parseSpan(value: unknown): number {
  const span = typeof value === "string" ? spanIn(value) : null;
  if (!span) throw refused(`Duration needs an ISO 8601 duration, such as "PT15M" or "PT48H", not ${shown(value)}`);
  if (span.years || span.months) throw refused(`Duration cannot have years or months, whose length varies: ${shown(value)}`);
  if (span.sign < 0) throw refused(`Duration cannot be negative, as ${shown(value)} is`);
  const { milliseconds, microseconds, nanoseconds } = span;
  if (milliseconds || microseconds || nanoseconds) throw refused(`Duration is in whole seconds, unlike ${shown(value)}`);
  const hours = (span.weeks * 7 + span.days) * 24 + span.hours;
  const seconds = (hours * 60 + span.minutes) * 60 + span.seconds;
  if (seconds > LONGEST) throw refused(`Duration is ten years (PT87600H) at most, unlike ${shown(value)}`);
  return seconds;
}

function spanIn(text: string): Temporal.Duration | null {
  try {
    return Temporal.Duration.from(text);
  } catch {
    return null;
  }
}

/** ISO 8601 outside, whole seconds inside. */
export const Duration = new GraphQLScalarType<number, string>({
  name: "Duration",
  description:
    "An ISO 8601 duration in whole seconds. Answers count in hours at most, such as `PT15M` or `PT48H`; inputs may " +
    "also use days of 24 hours and weeks, but neither years, months, fractions of a second nor a minus. Ten years at most.",
  specifiedByURL: "https://www.iso.org/standard/70907.html",
  serialize: (value) => Temporal.Duration.from({ seconds: Number(value) }).round({ largestUnit: "hours" }).toString(),
  parseValue: parseSpan,
});

export { GraphQLJSON as Json };
