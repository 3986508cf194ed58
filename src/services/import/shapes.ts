import { z } from "zod";
import { CHANNEL_KINDS, INCIDENT_ROLES, NOTIFICATION_KINDS } from "../../entities/vocabulary.ts";
import type { ListName } from "../directory/list.ts";
import { invalid } from "../errors.ts";

const text = z.string("must be text");
const flag = z.boolean("must be true or false");
const whole = z.int("must be a whole number");
const texts = z.array(text, "must be a list");
/** A number with a fraction is a float by the time it gets here, and has lost what it was. */
const decimal = z.union([text, z.int()], 'must be a decimal in quotes, such as "890000.50", or a whole number').transform(String);

const EARLIEST = new Date("1970-01-01T00:00:00Z");
const LATEST = new Date("2200-12-31T23:59:59.999Z");
const instant = z
  .union([z.date(), z.iso.date(), z.iso.datetime({ offset: true })], "must be a date such as 2030-06-30, or an RFC 3339 instant")
  .transform((value) => new Date(value))
  .refine((value) => value >= EARLIEST && value <= LATEST, "must lie in the years 1970 to 2200");

const money = z.strictObject({ amount: decimal, currency: text.nullish() }, "must be an amount, or an object with amount and currency");

/** What a row of each list may have, and of which type. Whether the values are right is for the list itself to say. */
const SHAPES = {
  teams: z.strictObject({
    slug: text.nullish(),
    name: text.nullish(),
    catchAll: flag.nullish(),
    defaultRoles: z.array(z.strictObject({ role: z.enum(INCIDENT_ROLES, `must be one of ${INCIDENT_ROLES.join(", ")}`), responderEmail: text })).nullish(),
  }),
  responders: z.strictObject({
    email: text.nullish(),
    name: text.nullish(),
    teamSlug: text.nullish(),
    timeZone: text.nullish(),
    workingHours: z.strictObject({ days: z.array(whole), from: text, to: text }).nullish(),
    contactMethods: z.array(z.strictObject({
      channel: z.enum(CHANNEL_KINDS, `must be one of ${CHANNEL_KINDS.join(", ")}`), address: text, delay: whole.nullish(),
      takes: z.array(z.enum(NOTIFICATION_KINDS, `must be one of ${NOTIFICATION_KINDS.join(", ")}`)).nullish(),
    })).nullish(),
  }),
  services: z.strictObject({
    slug: text.nullish(),
    name: text.nullish(),
    tier: whole.nullish(),
    ownerTeamSlug: text.nullish(),
    dependsOn: texts.nullish(),
  }),
  customers: z.strictObject({
    externalId: text.nullish(),
    name: text.nullish(),
    arr: z.union([money, decimal.transform((amount) => ({ amount }))], "must be an amount, or an object with amount and currency").nullish(),
    strategic: flag.nullish(),
    plan: text.nullish(),
    region: text.nullish(),
    renewalOn: instant.nullish(),
    activeEscalation: flag.nullish(),
    executiveSponsorEngaged: flag.nullish(),
    usage: decimal.nullish(),
    ownerEmail: text.nullish(),
    services: texts.nullish(),
  }),
} satisfies Record<ListName, z.ZodObject>;

/** The fields of a list's rows. */
export const fieldsOf = (list: ListName): string[] => Object.keys(SHAPES[list].shape);

/** The row as the list's check takes it; INVALID_INPUT names the first field that has no such type. */
export function shaped(list: ListName, value: unknown): object {
  const parsed = SHAPES[list].safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  if (issue.code === "unrecognized_keys") {
    const field = [...issue.path, issue.keys[0]].join(".");
    throw invalid(field, `${field} is no field of ${list}${issue.path.length > 0 ? "" : `; those are ${fieldsOf(list).join(", ")}`}`);
  }
  const field = issue.path.join(".");
  throw invalid(field, field ? `${field} ${issue.message}` : `A row must be an object with fields such as ${fieldsOf(list).slice(0, 2).join(" and ")}`);
}
