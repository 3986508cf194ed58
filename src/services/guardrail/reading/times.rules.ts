import { CLOCK, mark, type Reading, SPAN, WHEN } from "./reading.rules.ts";
import type { Word } from "./words.rules.ts";

const set = (words: string) => new Set(words.split(" "));

const MINUTES = set("minute minutes min mins m minuten minuto minutos");
const HOURS = set("hour hours hr hrs h hours' stunde stunden std heure heures hora horas");
const DAYS = set("day days d tag tagen tage jour jours dia dias");
const WEEKS = set("week weeks woche wochen semaine semaines semana semanas");
const NUMBERS = new Map(Object.entries({
  a: 1, an: 1, one: 1, two: 2, couple: 2, three: 3, four: 4, five: 5, six: 6, eight: 8, ten: 10, twelve: 12, fifteen: 15, twenty: 20, thirty: 30, forty: 40, fortyfive: 45, sixty: 60, ninety: 90,
  einer: 1, einem: 1, zwei: 2, drei: 3, vier: 4, zehn: 10, funfzehn: 15, zwanzig: 20, dreiig: 30, dreissig: 30, une: 1, un: 1, deux: 2, trois: 3, quatre: 4, dix: 10, quinze: 15, vingt: 20, trente: 30,
  una: 1, dos: 2, tres: 3, cuatro: 4, diez: 10, veinte: 20, treinta: 30,
}));
const HOUR_WORDS = set("one two three four five six seven eight nine ten eleven twelve");
const ZONES = set("utc gmt z est edt et cst cdt ct mst mdt mt pst pdt pt cet cest bst ist jst aest aedt sgt us uhr zulu local hours nzst nzdt acst hkt");
const WEEKDAYS = set("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun " +
  "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado " +
  "domingo");
const MONTHS = set("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec " +
  "januar februar marz mai juni juli oktober dezember janvier fevrier avril juin juillet aout octobre decembre enero febrero abril mayo junio julio agosto " +
  "septiembre octubre noviembre diciembre");
const DAYTIMES = set("noon midnight tomorrow tonight eod cob eob mittag morgen demain midi manana mediodia");
/** What may stand before a time that lies ahead. */
const INTERVAL = set("in within every after each under over innerhalb binnen alle dans sous toutes tous dentro cada en");
const POINT = set("by at before around until till on no not later than approximately approx about circa ca the um bis gegen spatestens ab vers avant a las para " +
  "antes sobre d ici eta target targeting");
const FILLERS = set("the next another about approximately approx around roughly circa ca up to less than no more a further coming at most max maximum every most " +
  "der den nachsten etwa rund " +
  "les la las los prochaines prochains prochaine prochain proximas proximos proxima proximo environ unos unas aproximadamente de");

const NUMBER = /^\d{1,4}$/;
const isNumber = (word: Word | undefined) => word !== undefined && NUMBER.test(word.text);
const isGlued = (word: Word | undefined, sign: string) => word?.before === sign;

/**
 * Marks what tells a time: `span` is a counted length ("15 minutes"), `clock` a time of day or a day, `when` either with the
 * word that puts it ahead ("in 15 minutes", "by 16:15 UTC").
 */
export function marksOfTime(reading: Reading): void {
  const { words } = reading;
  const sizes = words.map((_, at) => ({ span: spanAt(words, at), clock: clockAt(words, at) || (isBareTime(words, at) ? 1 : 0) }));
  for (const [at, { span, clock }] of sizes.entries()) {
    reading.steps += 1;
    if (span > 0) mark(reading, at, SPAN, span);
    if (clock > 0) mark(reading, at, CLOCK, clock);
    const size = whenAt(words, sizes, at);
    if (size > 0) mark(reading, at, WHEN, size);
  }
}

/** How many words a length of time takes: `15 minutes`, `half an hour`, `1.5 h`, `1 to 2 hours`, `thirty (30) minutes`; 0 for none. */
export function spanAt(words: readonly Word[], at: number): number {
  const first = words[at];
  // Nothing comes in 0 minutes, nor in -5.
  if (!first || /^0+$/.test(first.text) || first.before.endsWith(" -")) return 0;
  if (first.text === "the" && ["hour", "day"].includes(words[at + 1]?.text ?? "")) return 2; // within the hour
  const quarter = first.text === "a" ? at + 1 : at;
  if (words[quarter]?.text === "quarter" && words[quarter + 1]?.text === "of" && words[quarter + 3]?.text === "hour") return quarter + 4 - at; // a quarter of an hour
  let next = at;
  if (first.text === "half" || first.text === "halben") next += words[at + 1]?.text === "an" ? 2 : 1;
  else if (isNumber(first) || NUMBERS.has(first.text)) next = afterNumber(words, at);
  else return 0;
  while (["more", "full", "business", "working", "of", "half"].includes(words[next]?.text ?? "") && next - at < 5) next += 1;
  if (first.text === "a" && words[next]?.text === "jour") return 0; // mise à jour
  // `15h30` is a time of day.
  if (words[next]?.text === "h" && isNumber(words[next + 1]) && isGlued(words[next + 1], "")) return 0;
  return isUnit(words[next]?.text) && words[next]?.sentence === first.sentence ? next - at + 1 : 0;
}

const isUnit = (text = "") => unitMinutes(text) > 0;

/** How many minutes a unit has; 0 for what is none. */
export const unitMinutes = (text: string): number => (MINUTES.has(text) ? 1 : HOURS.has(text) ? 60 : DAYS.has(text) ? 1_440 : WEEKS.has(text) ? 10_080 : 0);

export const wordNumber = (text: string): number | null => NUMBERS.get(text) ?? null;

function afterNumber(words: readonly Word[], at: number): number {
  let next = at + 1;
  for (let parts = 0; parts < 3; parts += 1) {
    const word = words[next];
    if (isNumber(word) && (isGlued(word, ".") || isGlued(word, ",") || word?.before.includes("-") || word?.before.includes("(") || word?.before.includes("/"))) next += 1;
    else if (["to", "or", "and", "bis", "a"].includes(word?.text ?? "") && (isNumber(words[next + 1]) || NUMBERS.has(words[next + 1]?.text ?? ""))) next += 2;
    else if (NUMBERS.has(word?.text ?? "") && word?.text !== "a") next += 1;
    else break;
  }
  return next;
}

/** How many words a time of day or a day takes: `16:15 UTC`, `3 PM PT`, `1400 GMT`, `15h30`, `2023-10-02 14:45`, `Monday`; 0 for none. */
export function clockAt(words: readonly Word[], at: number): number {
  const word = words[at];
  if (!word) return 0;
  if (word.text === "today") {
    const between = words[at + 1]?.text === "at" ? 1 : 0;
    const time = timeAt(words, at + 1 + between);
    return time > 0 ? 1 + between + time : 0;
  }
  const size = dayAt(words, at);
  if (size > 0) {
    const after = ["at", "um", "a", "the", "by", "morning", "afternoon", "evening"].includes(words[at + size]?.text ?? "") ? 1 : 0;
    const time = timeAt(words, at + size + after);
    return time > 0 ? size + after + time : size;
  }
  return timeAt(words, at);
}

function dayAt(words: readonly Word[], at: number): number {
  const text = words[at]?.text ?? "";
  if (isNumber(words[at]) && text.length === 4 && isNumber(words[at + 1]) && isNumber(words[at + 2]) && ["-", "/"].includes(words[at + 1]?.before ?? "")) {
    return words[at + 3]?.text === "t" ? 4 : 3;
  }
  if (WEEKDAYS.has(text)) {
    const date = dayAt(words, at + 1);
    return 1 + (date > 1 ? date : 0);
  }
  if (MONTHS.has(text) && isNumber(words[at + 1])) return afterDay(words, at + 2) - at;
  if (isNumber(words[at]) && MONTHS.has(words[at + 1]?.text ?? "")) return afterDay(words, at + 2) - at;
  if (isNumber(words[at]) && ["st", "nd", "rd", "th"].includes(words[at + 1]?.text ?? "") && isGlued(words[at + 1], "")) return 2 + (words[at + 2]?.text === "of" ? 2 : MONTHS.has(words[at + 2]?.text ?? "") ? 1 : 0);
  if (DAYTIMES.has(text)) return 1;
  if ((text === "end" || text === "close" || text === "top" || text === "start") && words[at + 1]?.text === "of") {
    const skipped = words[at + 2]?.text === "the" || words[at + 2]?.text === "our" ? 1 : 0;
    const ends = words[at + 2 + skipped]?.text ?? "";
    if (["day", "business", "week", "today", "hour"].includes(ends)) return 3 + skipped + (words[at + 3 + skipped]?.text === "day" ? 1 : 0);
  }
  return 0;
}

function afterDay(words: readonly Word[], at: number): number {
  let next = at;
  if (["st", "nd", "rd", "th"].includes(words[next]?.text ?? "") && isGlued(words[next], "")) next += 1;
  if (isNumber(words[next]) && words[next]?.text.length === 4 && Number(words[next]?.text) > 1999 && Number(words[next]?.text) < 2100) next += 1;
  return next;
}

function timeAt(words: readonly Word[], at: number): number {
  const [word, next, third] = [words[at], words[at + 1], words[at + 2]];
  if (!word) return 0;
  const spoken = spokenAt(words, at);
  if (spoken > 0) return spoken;
  if (!isNumber(word)) return 0;
  const hour = Number(word.text);
  let size = 0;
  if (word.text.length <= 2 && hour < 25 && isNumber(next) && next?.text.length === 2 && (isGlued(next, ":") || (isGlued(next, ".") && (isNoon(third) || ZONES.has(third?.text ?? "") || isTimeOfDay(words, at))))) {
    size = isNumber(third) && isGlued(third, ":") ? 3 : 2;
  } else if (word.text.length <= 2 && hour < 25 && next?.text === "h" && isGlued(next, "")) size = isNumber(third) && isGlued(third, "") ? 3 : 0;
  else if ((word.text.length === 4 && hour < 2400 && ZONES.has(next?.text ?? "")) || (word.text.length <= 2 && hour < 25 && (isNoon(next) || next?.text === "uhr" || next?.text === "heures"))) size = 1;
  if (hour < 13 && next?.text === "o" && third?.text === "clock") size = 3;
  if (size === 0) return 0;
  if (isNoon(words[at + size])) size += words[at + size]?.text.length === 1 ? 2 : 1;
  return ZONES.has(words[at + size]?.text ?? "") ? size + 1 : size;
}

/** `at 11.30` is a time, `by 11.30 seconds` none. */
const isTimeOfDay = (words: readonly Word[], at: number) => ["at", "by", "before", "until"].includes(words[at - 1]?.text ?? "") && Number(words[at + 1]?.text) < 60 && !isUnit(words[at + 2]?.text) && !["seconds", "ms", "percent", "gb", "mb"].includes(words[at + 2]?.text ?? "");

/** `half past three`, `quarter to nine`, `ten past 4`, `four o'clock`. Which half of the day is left open, and so no instant follows. */
function spokenAt(words: readonly Word[], at: number): number {
  const [word, next, third] = [words[at]?.text ?? "", words[at + 1]?.text ?? "", words[at + 2]];
  const isHour = (one: Word | undefined) => one !== undefined && (HOUR_WORDS.has(one.text) || (isNumber(one) && Number(one.text) < 13));
  if ((word === "half" || word === "quarter" || NUMBERS.has(word) || isNumber(words[at])) && (next === "past" || (next === "to" && word !== "half")) && isHour(third)) {
    return word === "half" || word === "quarter" || next === "past" ? 3 : 0;
  }
  return HOUR_WORDS.has(word) && next === "o" && third?.text === "clock" ? 3 : 0;
}

const isNoon = (word: Word | undefined) => word !== undefined && ["am", "pm", "noon", "p", "a"].includes(word.text) && word.before.length < 2;

/** `at 11`, `by 1430`: nothing but a point of time is told so at the end of a clause. */
function isBareTime(words: readonly Word[], at: number): boolean {
  const [word, before, after] = [words[at], words[at - 1]?.text ?? "", words[at + 1]];
  if (!word || !isNumber(word) || !["at", "by", "around"].includes(before)) return false;
  const isClock = word.text.length === 4 ? Number(word.text) < 2400 && Number(word.text.slice(2)) < 60 : Number(word.text) > 0 && Number(word.text) < 25;
  return isClock && (after === undefined || after.sentence !== word.sentence || after.before.includes(","));
}

function whenAt(words: readonly Word[], sizes: readonly { span: number; clock: number }[], at: number): number {
  const word = words[at];
  if (!word) return 0;
  if (DAYTIMES.has(word.text)) return sizes[at]?.clock ?? 0;
  if (word.text === "hourly") return 1;
  const isInterval = INTERVAL.has(word.text);
  if (!isInterval && !POINT.has(word.text)) return 0;
  for (let next = at + 1; next <= at + 6; next += 1) {
    const { span = 0, clock = 0 } = sizes[next] ?? {};
    if (words[next]?.sentence !== word.sentence) return 0;
    if (isInterval && span > 0) return words[next + span]?.text === "ago" ? 0 : next - at + span;
    if (isInterval && (words[next - 1]?.text === "next" || word.text === "every") && isUnit(words[next]?.text)) return next - at + 1;
    if (!isInterval && clock > 0) return next - at + clock;
    if (!isInterval && span > 0 && ["most", "than"].includes(words[next - 1]?.text ?? "")) return next - at + span;
    if (!FILLERS.has(words[next]?.text ?? "") && !POINT.has(words[next]?.text ?? "")) return 0;
  }
  return 0;
}
