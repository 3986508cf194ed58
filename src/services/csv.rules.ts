/**
 * Where a spreadsheet would begin a formula, once it has cut the quotes off: at the begin, and after what parts cells or rows where the comma
 * does not, quotes or no quotes. Full-width signs are signs to it, too.
 */
const FORMULA = /^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[^\S\t\r\n]*[\u200b\ufeff]*[^\S\t\r\n]*[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

/** A cell of RFC 4180. Text that would begin a formula gets an apostrophe in front of it, so that a spreadsheet shows it and does not run it. */
export function csvCell(text: string | null | undefined): string {
  if (text == null) return "";
  const harmless = text.replace(FORMULA, "'");
  return /[",\r\n]/.test(harmless) || harmless !== text ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A number as it is: below zero it begins like a formula and is none. */
export const csvNumber = (value: string | number | null | undefined): string => (value == null ? "" : /^-?\d+(\.\d+)?$/.test(String(value)) ? String(value) : csvCell(String(value)));

export const csvRecord = (cells: readonly string[]): string => `${cells.join(",")}\r\n`;
