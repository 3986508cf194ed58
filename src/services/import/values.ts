import { Temporal } from "temporal-polyfill";
import { z } from "zod";

export const text = z.string("must be text");
export const flag = z.boolean("must be true or false");
export const whole = z.int("must be a whole number");
export const texts = z.array(text, "must be a list");
/** A number with a fraction is a float by the time it gets here, and has lost what it was. */
export const decimal = z.union([text, z.int()], 'must be a decimal in quotes, such as "890000.50", or a whole number').transform(String);

const EARLIEST = new Date("1970-01-01T00:00:00Z");
const LATEST = new Date("2200-12-31T23:59:59.999Z");
export const instant = z
  .union([z.date(), z.iso.date(), z.iso.datetime({ offset: true })], "must be a date such as 2030-06-30, or an RFC 3339 instant")
  .transform((value) => new Date(value))
  .refine((value) => value >= EARLIEST && value <= LATEST, "must lie in the years 1970 to 2200");

/** An ISO 8601 duration as seconds; days are 24 hours. Seconds themselves come from the API, which has read it already. */
export const seconds = z.union([z.int(), z.string().transform((value, ctx) => {
  try {
    return Temporal.Duration.from(value).total({ unit: "seconds", relativeTo: "2024-01-01T00:00:00Z[UTC]" });
  } catch {
    ctx.addIssue({ code: "custom", message: "must be a duration such as PT12H" });
    return z.NEVER;
  }
})], "must be a duration such as PT12H");
