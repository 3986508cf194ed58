import { z } from "zod";
import { CHANNEL_KINDS, INCIDENT_ROLES, NOTIFICATION_KINDS } from "../../entities/vocabulary.ts";
import type { ListName } from "../directory/list.ts";
import { invalid } from "../errors.ts";
import { SCHEDULE_SHAPE } from "./schedule-shape.ts";
import { decimal, flag, instant, text, texts, whole } from "./values.ts";

const role = z.enum(INCIDENT_ROLES, `must be one of ${INCIDENT_ROLES.join(", ")}`);
const workingHours = z.strictObject({ days: z.array(whole), from: text, to: text });
const money = z.strictObject({ amount: decimal, currency: text.nullish() }, "must be an amount, or an object with amount and currency");

/** What a row of each list may have, and of which type. Whether the values are right is for the list itself to say. */
const SHAPES = {
  teams: z.strictObject({
    slug: text.nullish(),
    name: text.nullish(),
    catchAll: flag.nullish(),
    timeZone: text.nullish(),
    workingHours: workingHours.nullish(),
    ladder: z.array(z.strictObject({
      name: text, roles: z.array(role).nullish(), titles: texts.nullish(), responderEmails: texts.nullish(), acknowledgedByAll: flag.nullish(),
    }), "must be a list").nullish(),
    defaultRoles: z.array(z.strictObject({ role, responderEmail: text.nullish(), scheduleSlug: text.nullish() })).nullish(),
  }),
  responders: z.strictObject({
    email: text.nullish(),
    name: text.nullish(),
    title: text.nullish(),
    teamSlug: text.nullish(),
    timeZone: text.nullish(),
    workingHours: workingHours.nullish(),
    contactMethods: z.array(z.strictObject({
      channel: z.enum(CHANNEL_KINDS, `must be one of ${CHANNEL_KINDS.join(", ")}`), address: text, delay: whole.nullish(),
      takes: z.array(z.enum(NOTIFICATION_KINDS, `must be one of ${NOTIFICATION_KINDS.join(", ")}`)).nullish(),
    })).nullish(),
  }),
  schedules: SCHEDULE_SHAPE,
  services: z.strictObject({
    slug: text.nullish(),
    name: text.nullish(),
    tier: whole.nullish(),
    ownerTeamSlug: text.nullish(),
    dependsOn: texts.nullish(),
  }),
  componentGroups: z.strictObject({
    slug: text.nullish(),
    name: text.nullish(),
    description: text.nullish(),
    position: whole.nullish(),
  }),
  components: z.strictObject({
    slug: text.nullish(),
    name: text.nullish(),
    description: text.nullish(),
    group: text.nullish(),
    position: whole.nullish(),
    internal: flag.nullish(),
    startsAt: instant.nullish(),
    services: texts.nullish(),
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
    contacts: z.array(z.unknown(), "must be a list").nullish(),
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
