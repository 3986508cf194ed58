/** The GSM 03.38 alphabet; a sign of the second line takes the place of two. */
const BASIC = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
const EXTENDED = new Set("^{}\\[~]|€");

/** How much of a message's room a text takes; null where it has signs outside of the GSM alphabet. */
function septets(text: string): number | null {
  let length = 0;
  for (const sign of text) {
    if (BASIC.has(sign)) length += 1;
    else if (EXTENDED.has(sign)) length += 2;
    else return null;
  }
  return length;
}

/** Three parts of a long message: 153 signs each, or 67 once a sign is outside of the GSM alphabet. */
export const ROOM = { gsm: 3 * 153, ucs2: 3 * 67 } as const;

const fits = (text: string): boolean => {
  if (text.length > ROOM.gsm) return false;
  const length = septets(text);
  return length === null ? text.length <= ROOM.ucs2 : length <= ROOM.gsm;
};

export interface SmsParts {
  /** Lines; the first is the business impact. */
  text: string;
  reference?: string | undefined;
  /** What to reply to acknowledge. */
  code?: string | undefined;
  url?: string | undefined;
}

/**
 * The text of a short message: business impact first, the reference and how to answer last, and as much as fits between. What is cut
 * is the middle: without the reference and the code the person could do nothing about it.
 */
export function smsText({ text, reference, code, url }: SmsParts): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n").map((line) => line.trim()).filter(Boolean);
  const answer = code ? `Reply ${code} to acknowledge` : "";
  const tail = [reference && !lines[0]?.includes(reference) ? reference : "", answer].filter(Boolean).join(". ");
  const withUrl = [tail, url].filter(Boolean).join("\n");
  // The link is the first to go: the code does the same from any phone.
  const end = !code || fits(`${cut(lines[0] ?? "", 60)}\n${withUrl}`) ? withUrl : tail;
  const compose = (body: string) => [body, end].filter(Boolean).join("\n");
  const whole = compose(lines.join("\n"));
  if (fits(whole)) return whole;
  return compose(longest(lines.join("\n"), (body) => fits(compose(body))));
}

/** The longest beginning that fits, found by halving; three dots, which every alphabet has, say that it is one. */
function longest(text: string, does: (body: string) => boolean): string {
  const signs = [...text.slice(0, ROOM.gsm + 1).toWellFormed()];
  let [low, high] = [0, signs.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (does(`${signs.slice(0, middle).join("")}...`)) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? "" : `${signs.slice(0, low).join("").trimEnd()}...`;
}

const cut = (text: string, max: number): string => [...text].slice(0, max).join("");
