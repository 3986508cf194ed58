/** Ends a text as a sentence, unless it does already. */
export function sentence(value: unknown): string {
  const text = String(value).trim();
  return text === "" || /[.!?…]["'”’»)]?$/.test(text) ? text : `${text}.`;
}

/** An instant to the minute, `2030-01-01 17:00 UTC`, or in an IANA time zone, `2030-01-01 18:00 GMT+1`. Throws on what is neither. */
export function time(value: unknown, zone: unknown = "UTC"): string {
  const instant = new Date(String(value));
  if (Number.isNaN(instant.getTime())) throw new Error(`"${String(value).slice(0, 50)}" is no time`);
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: String(zone), hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  }).formatToParts(instant);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")} ${of("timeZoneName")}`;
}

/** A number as it is written in a language: `1,847` and `1.847`. */
export function number(value: unknown, language: string): string {
  if (typeof value !== "number") throw new Error(`"${String(value).slice(0, 50)}" is no number`);
  return new Intl.NumberFormat(language).format(value);
}

/** `USD 890,000`, without cents; null for nothing. */
export function money(amount: string, currency: string): string | null {
  const whole = amount.split(".")[0] ?? "0";
  return /^0*$/.test(whole) ? null : `${currency} ${whole.replace(/\B(?=(\d{3})+$)/g, ",")}`;
}
