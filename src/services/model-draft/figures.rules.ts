/** Dates, times and references are one figure. */
const FIGURE = /\d+(?:[.,:-]\d+)*/g;
/** A figure with the word or sign before and after it in its sentence. */
const IN_PLACE = /(?:(\p{L}{1,60})[^\p{L}\p{N}.!?\n]{0,3})?(\d+(?:[.,:-]\d+)*)(?:[^\p{L}\p{N}%.!?\n]{0,3}(%|\p{L}{1,60}))?/gu;

/** `1,847` and `1.847` are one number; `17:00` stays a time. */
const plain = (figure: string): string => figure.replace(/[.,](?=\d{3}(?:\D|$))/g, "");

/** Facts that are a number and nothing else, with what they count. */
const COUNTED: Readonly<Record<string, readonly string[]>> = { customersAffected: ["customer", "customers", "account", "accounts", "kunden"], strategicAffected: ["strategic", "strategische", "strategischen"] };

/** A number that the facts do not have, or have of something else, as a sentence; null where there is none. */
export function inventedFigure(text: string, facts: Readonly<Record<string, string>>): string | null {
  const values = Object.entries(facts).flatMap(([name, value]) => COUNTED[name]?.map((what) => `${value} ${what}`) ?? [value]);
  const given = new Set(values.flatMap((value) => value.match(FIGURE) ?? []).map(plain));
  const whole = text.normalize("NFKC");
  const invented = whole.match(FIGURE)?.find((figure) => !given.has(plain(figure)));
  if (invented) return `it says ${invented}, which is not on record`;
  const places = new Set(values.flatMap((value) => placesOf(value).flatMap(({ keys }) => keys)));
  const moved = placesOf(whole).find(({ figure, keys }) => /^[\d.,]+$/.test(figure) && !keys.some((key) => places.has(key)));
  return moved ? `it says ${moved.figure} of something else than the record does` : null;
}

const placesOf = (text: string): { figure: string; keys: string[] }[] =>
  [...text.matchAll(IN_PLACE)].map(([, before, figure = "", after]) => ({ figure, keys: [before && `${before} ${plain(figure)}`, after && `${plain(figure)} ${after}`].flatMap((key) => key?.toLowerCase() || []) }));
