import { z } from "zod";
import { HAND_OFF_CLOCKS, OVERRIDE_KINDS, ROTATION_UNITS, TURN_COUNTS } from "../../entities/vocabulary.ts";
import { flag, instant, seconds, text, texts, whole } from "./values.ts";

const oneOf = <T extends string>(words: readonly [T, ...T[]]) => z.enum(words, `must be one of ${words.join(", ")}`);

const span = { startsAt: instant, endsAt: instant };
const shift = z.strictObject({ responderEmails: texts, ...span });
const shifts = z.array(shift, "must be a list").nullish();

/** In a file a turn may be written as an address, or as a list of them. */
const participant = z.union(
  [z.strictObject({ responderEmails: texts }), texts.transform((responderEmails) => ({ responderEmails })), text.transform((one) => ({ responderEmails: [one] }))],
  "must be an address, a list of addresses, or an object with responderEmails",
);

const rotation = z.strictObject({
  unit: oneOf(ROTATION_UNITS),
  every: whole.nullish(),
  start: text,
  timeZone: text.nullish(),
  turns: oneOf(TURN_COUNTS).nullish(),
  handOff: oneOf(HAND_OFF_CLOCKS).nullish(),
  participants: z.array(participant, "must be a list"),
});

const layer = z.strictObject({
  name: text.nullish(),
  keep: flag.nullish(),
  priority: whole.nullish(),
  timeZone: text.nullish(),
  from: instant.nullish(),
  until: instant.nullish(),
  rotation: rotation.nullish(),
  responderEmails: texts.nullish(),
  shifts,
  calendar: z.strictObject({ text, allDayZone: text.nullish(), people: z.array(z.strictObject({ name: text, responderEmail: text }), "must be a list").nullish() }).nullish(),
  windows: z.array(z.strictObject({ days: z.array(whole, "must be a list").nullish(), from: text.nullish(), to: text.nullish(), lasts: seconds.nullish() }), "must be a list").nullish(),
});

export const SCHEDULE_SHAPE = z.strictObject({
  slug: text.nullish(),
  name: text.nullish(),
  timeZone: text.nullish(),
  teamSlug: text.nullish(),
  layers: z.array(layer, "must be a list").nullish(),
  overrides: z.array(z.strictObject({
    kind: oneOf(OVERRIDE_KINDS), ...span, addEmail: text.nullish(), removeEmail: text.nullish(), priority: whole.nullish(), note: text.nullish(),
  }), "must be a list").nullish(),
  temporarySchedules: z.array(z.strictObject({ ...span, shifts }), "must be a list").nullish(),
  history: z.strictObject({
    since: instant.nullish(), until: instant, shifts: z.array(z.strictObject({ responderEmails: texts, startsAt: instant, endsAt: instant.nullish() }), "must be a list").nullish(),
  }).nullish(),
});
