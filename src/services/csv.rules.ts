/** What a spreadsheet would take for a formula, once it has cut the quotes off; full-width signs are signs to it, too. */
const FORMULA = /^(?:[\t\r\n]|[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

/** A cell of RFC 4180. Text that begins like a formula gets an apostrophe in front, so that a spreadsheet shows it and does not run it. */
export function csvCell(text: string | null | undefined): string {
  if (text == null) return "";
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) || harmless !== text ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A number as it is: below zero it begins like a formula and is none. */
export const csvNumber = (value: string | number | null | undefined): string => (value == null ? "" : /^-?\d+(\.\d+)?$/.test(String(value)) ? String(value) : csvCell(String(value)));

export const csvRecord = (cells: readonly string[]): string => `${cells.join(",")}\r\n`;
