import { Temporal } from "temporal-polyfill";
import { CLOCK, type Reading, SPAN, type Span, WHEN } from "./reading/reading.rules.ts";
import { lengthOf } from "./reading/length.rules.ts";
import type { Word } from "./reading/words.rules.ts";

/** Where the zones that people write are; those that observe summer time by their place, as few write `EDT` with care. */
const ZONES: Record<string, string> = {
  utc: "UTC", gmt: "UTC", z: "UTC", zulu: "UTC", est: "-05:00", edt: "-04:00", et: "America/New_York", eastern: "America/New_York", cst: "-06:00",
  cdt: "-05:00", ct: "America/Chicago", central: "America/Chicago", mst: "-07:00", mdt: "-06:00", mt: "America/Denver", mountain: "America/Denver",
  pst: "-08:00", pdt: "-07:00", pt: "America/Los_Angeles", pacific: "America/Los_Angeles", cet: "Europe/Berlin", cest: "Europe/Berlin",
  bst: "Europe/London", ist: "Asia/Kolkata", jst: "Asia/Tokyo", sgt: "Asia/Singapore", aest: "+10:00", aedt: "+11:00",
};
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const HALF_DAY = 12 * 3_600_000;

/**
 * The instant that a passage about the next update promises, or null if it names none that lies ahead. A time without a zone
 * is UTC's; one that passed more than half a day ago is tomorrow's; a day without a time promises no instant.
 */
export function instantIn(reading: Reading, { from, to }: Span, now: Date): Date | null {
  for (let at = from; at < to; at += 1) {
    for (const { list, size } of reading.marks[at] ?? []) {
      const words = reading.words.slice(at, at + size);
      const minutes = list === SPAN || list === WHEN ? lengthOf(words) : null;
      if (minutes !== null) return minutes > 0 ? new Date(now.getTime() + minutes * 60_000) : null;
      if (list === CLOCK) return clockTime(reading.words.slice(at, at + size + 2), size, now);
    }
  }
  return null;
}

function clockTime(words: readonly Word[], size: number, now: Date): Date | null {
  const time = timeOf(words.slice(0, size));
  if (!time) return null;
  // `US/Pacific` ends behind what was marked, `3 pm Pacific` too.
  const zone = words.map(({ text }) => ZONES[text]).find((name) => name !== undefined) ?? "UTC";
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const { date, isNamed } = dateOf(words.slice(0, size), here.toPlainDate());
  if (!date) return null;
  const at = date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: time.hour % 24, minute: time.minute }) }).add({ days: time.hour === 24 ? 1 : 0 });
  const ahead = new Date(at.epochMilliseconds);
  if (ahead > now) return ahead;
  return !isNamed && now.getTime() - ahead.getTime() > HALF_DAY ? new Date(at.add({ days: 1 }).epochMilliseconds) : null;
}

function timeOf(words: readonly Word[]): { hour: number; minute: number } | null {
  for (const [i, word] of words.entries()) {
    const next = words[i + 1];
    if (word.text === "noon" || word.text === "mittag" || word.text === "midi") return { hour: 12, minute: 0 };
    if (word.text === "midnight") return { hour: 24, minute: 0 };
    if (!/^\d{1,4}$/.test(word.text) || ["-", "/"].includes(next?.before ?? "") || ["-", "/"].includes(word.before)) continue;
    const half = words.slice(i + 1, i + 4).map(({ text }) => text[0] === "p" && (text === "pm" || text === "p") ? 12 : text === "am" || text === "a" ? 0 : null).find((hours) => hours !== null);
    const isPair = next !== undefined && /^\d\d$/.test(next.text) && (next.before === ":" || next.before === ".");
    const isFrench = next?.text === "h" && next.before === "";
    const isPlain = word.text.length === 4 && !isPair && words.length <= 3;
    const hour = Number(isPlain ? word.text.slice(0, 2) : word.text);
    if (!isPair && !isFrench && !isPlain && half === undefined && next?.text !== "uhr" && next?.text !== "o" && next?.text !== "heures") continue;
    const minute = isPair ? Number(next?.text) : isPlain ? Number(word.text.slice(2)) : isFrench && /^\d\d$/.test(words[i + 2]?.text ?? "") ? Number(words[i + 2]?.text) : 0;
    const full = half === undefined ? hour : (hour % 12) + half;
    return full <= 24 && minute < 60 ? { hour: full, minute } : null;
  }
  return null;
}

function dateOf(words: readonly Word[], today: Temporal.PlainDate): { date: Temporal.PlainDate | null; isNamed: boolean } {
  const numbers = words.map(({ text }) => (/^\d{1,4}$/.test(text) ? Number(text) : null));
  const iso = words.findIndex(({ text }, i) => text.length === 4 && numbers[i] !== null && ["-", "/"].includes(words[i + 1]?.before ?? "") && ["-", "/"].includes(words[i + 2]?.before ?? ""));
  if (iso >= 0) return { date: dayOf(numbers[iso] ?? 0, numbers[iso + 1] ?? 0, numbers[iso + 2] ?? 0), isNamed: true };
  const month = words.findIndex(({ text }) => text.length > 2 && MONTHS.includes(text.slice(0, 3)));
  if (month >= 0) {
    const day = numbers[month + 1] ?? numbers[month - 1] ?? numbers[month - 2] ?? 0;
    const year = numbers.find((number) => number !== null && number > 1999 && number < 2100) ?? today.year;
    return { date: dayOf(year, MONTHS.indexOf(words[month]?.text.slice(0, 3) ?? "") + 1, day), isNamed: true };
  }
  if (words.some(({ text }) => text === "tomorrow" || text === "demain" || text === "manana")) return { date: today.add({ days: 1 }), isNamed: true };
  const weekday = words.map(({ text }) => DAYS.indexOf(text.slice(0, 3))).find((index) => index >= 0);
  if (weekday !== undefined) return { date: today.add({ days: (weekday + 1 - today.dayOfWeek + 7) % 7 }), isNamed: true };
  return { date: today, isNamed: false };
}

function dayOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  if (month < 1 || month > 12 || day < 1) return null;
  const date = Temporal.PlainDate.from({ year, month, day });
  return date.day === day ? date : null;
}
