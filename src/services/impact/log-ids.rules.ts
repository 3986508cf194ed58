/** What stands in a pasted text and may be an id, and how sure that is. */
export interface LogToken {
  /** It stands by itself on a line or in a cell, or behind a word such as `customer=`: then even a short number may be one. */
  isPlain: boolean;
  /** It stands behind such a word. */
  isNamed: boolean;
  times: number;
}

const BREAKS = /[\s"'`,;|<>()[\]{}=&?\\]+/;
/** `customer=`, `"customerId": "`, `account_id:` and the like, before an id. */
const NAMED = /\b(?:customer|account|client|tenant|org|organi[sz]ation|company|crm|external)s?(?:[_-]?(?:id|key|no|number|ref|external[_-]?id))?["']?\s*[=:]\s*["']?([^\s"'`,;|<>()[\]{}=&?\\]+)/gi;
const LONGEST = 200;
const EDGES = /^[.:!#@*_/-]+|[.:!#@*_/-]+$/g;

/**
 * Every part of a text that may be an id of a customer: log lines, CSV, JSON, query strings, or just a list. Ids may have dots,
 * colons and slashes inside; so a part that has is offered as a whole, and cut at them too.
 */
export function tokensOf(text: string): Map<string, LogToken> {
  const tokens = new Map<string, LogToken>();
  const note = (token: string, isPlain: boolean, isNamed = false) => {
    if (token === "" || token.length > LONGEST) return;
    const known = tokens.get(token);
    if (known) [known.isPlain, known.isNamed, known.times] = [known.isPlain || isPlain, known.isNamed || isNamed, known.times + (isNamed ? 0 : 1)];
    else tokens.set(token, { isPlain, isNamed, times: 1 });
  };
  for (const line of text.split(/\r?\n/)) {
    const cells = line.split(/[,;\t]/).map(bare).filter(Boolean);
    const plain = new Set(cells);
    for (const cell of cells) if (/\s/.test(cell)) note(cell, true); // an id may have a space in it
    for (const part of line.split(BREAKS)) {
      const whole = part.replace(EDGES, "");
      note(whole, plain.has(whole));
      if (/[:/#@]/.test(whole)) for (const piece of whole.split(/[:/#@]+/)) note(piece, false);
    }
    for (const [, id = ""] of line.matchAll(NAMED)) note(id.replace(EDGES, ""), true, true);
  }
  return tokens;
}

const bare = (cell: string) => cell.trim().replace(/^["']|["']$/g, "");

/** Status codes and ports stand in every log: a short number counts only where it cannot be one. */
export const mayBeId = (token: string, { isPlain }: LogToken): boolean => isPlain || !/^\d{1,5}$/.test(token);

/** The parts of a text that may be ids. */
export const tokensIn = (text: string): string[] => [...tokensOf(text)].filter(([token, found]) => mayBeId(token, found)).map(([token]) => token);

/** What ids of one make have in common: `acme-00123` and `acme-99` are both `acme-9`. */
export const shapeOf = (token: string): string => token.replace(/\d+/g, "9").replace(/(?<=9)[a-f](?=9|$)/gi, "9");

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Those that nobody knows and that look like the known ones, or stand where an id of a customer should; the rest is what logs are made of. */
export function suspicious(tokens: ReadonlyMap<string, LogToken>, known: ReadonlySet<string>): string[] {
  const shapes = new Set([...known].filter((token) => /\d/.test(token) && /\D/.test(token) && !UUID.test(token)).map(shapeOf));
  return [...tokens].filter(([token, { isNamed }]) => !known.has(token) && (isNamed || shapes.has(shapeOf(token)))).map(([token]) => token);
}
