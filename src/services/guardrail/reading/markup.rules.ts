/** Where the last of each sign stands, so that none is sought beyond it. */
export interface Ends {
  tag: number;
  link: number;
  comment: number;
}

interface Tag {
  end: number;
  /** A block: what stands before it and after it are different sentences. */
  breaks: boolean;
  /** Texts of attributes that are shown or read out. */
  shown: [number, number][];
}

const INLINE = "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup svg time tt u var " +
  "wbr";
const BLOCKS = "address article aside blockquote body br button caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
  "head header hr html input legend li " +
  "link main meta nav ol optgroup option p pre script section select style summary table tbody td template textarea tfoot th thead title tr ul";
const BREAKS = new Map([...INLINE.split(" ").map((name) => [name, false] as const), ...BLOCKS.split(" ").map((name) => [name, true] as const)]);
const SHOWN = [" alt=", " title=", " aria-label=", " placeholder=", " value="];
const LONGEST_TAG = 2_000;

/** The tag or comment that begins at `<`, or null where it is only a sign: `< 5 minutes` and `<unheard-of>` are shown as they are. */
export function tagAt(body: string, at: number, ends: Ends): Tag | null {
  if (body.startsWith("<!--", at)) {
    if (ends.comment < at) return null;
    return { end: body.indexOf("-->", at) + 3, breaks: false, shown: [] };
  }
  if (ends.tag < at) return null;
  let end = at + 1;
  if (body[end] === "/") end += 1;
  const start = end;
  while (end < at + 14 && isNameSign(body.charCodeAt(end))) end += 1;
  const breaks = BREAKS.get(body.slice(start, end).toLowerCase());
  if (breaks === undefined || isNameSign(body.charCodeAt(end))) return null;
  const close = body.slice(end, end + LONGEST_TAG).indexOf(">");
  if (close < 0) return null;
  return { end: end + close + 1, breaks, shown: shownIn(body, end, end + close) };
}

const isNameSign = (code: number) => (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

function shownIn(body: string, start: number, end: number): [number, number][] {
  if (end - start < 7) return [];
  const inside = body.slice(start, end).toLowerCase();
  return SHOWN.flatMap((name): [number, number][] => {
    const found = inside.indexOf(name);
    if (found < 0) return [];
    const from = found + name.length;
    const quote = inside[from];
    if (quote !== '"' && quote !== "'") return [];
    const close = inside.indexOf(quote, from + 1);
    return close < 0 ? [] : [[start + from + 1, start + close]];
  });
}

const NAMED: Record<string, number> = {
  amp: 38, lt: 60, gt: 62, quot: 34, apos: 39, nbsp: 32, ensp: 32, emsp: 32, thinsp: 32, shy: 0xad, zwnj: 0x200c, zwj: 0x200d, lrm: 0x200e, rlm: 0x200f, ndash: 45, mdash: 45, hellip: 46,
  lsquo: 39, rsquo: 39, ldquo: 34, rdquo: 34, laquo: 34, raquo: 34, bull: 10, middot: 32, colon: 58, comma: 44, period: 46, auml: 97, ouml: 111, uuml: 117, Auml: 97, Ouml: 111, Uuml: 117,
  szlig: 0xdf, eacute: 101, egrave: 101, ecirc: 101, agrave: 97, acirc: 97, ccedil: 99, ocirc: 111, ugrave: 117, aacute: 97, iacute: 105, oacute: 111, uacute: 117, ntilde: 110,
};

export function entityAt(body: string, at: number): { code: number; end: number } | null {
  const close = body.slice(at + 1, at + 12).indexOf(";");
  const name = close < 0 ? digitsAt(body, at + 1) : body.slice(at + 1, at + 1 + close);
  const end = at + 1 + name.length + (close < 0 ? 0 : 1);
  if (name[0] !== "#") return close < 0 || NAMED[name] === undefined ? null : { code: NAMED[name], end };
  const isHex = name[1] === "x" || name[1] === "X";
  const code = Number(isHex ? `0x${name.slice(2)}` : name.slice(1));
  return name.length > (isHex ? 2 : 1) && Number.isInteger(code) && code > 0 && code <= 0x10ffff ? { code, end } : null;
}

/** Browsers read `&#112robably` without the semicolon, too. */
function digitsAt(body: string, at: number): string {
  if (body[at] !== "#") return "";
  let end = at + 1;
  while (end < at + 8 && body.charCodeAt(end) >= 48 && body.charCodeAt(end) <= 57) end += 1;
  return body.slice(at, end);
}

/** Where the `(target)` or `[name]` of a Markdown link ends, or null where none follows its text. */
export function linkTarget(body: string, at: number, ends: Ends): number | null {
  if (body[at] !== "(" || ends.link < at) return null;
  const close = body.slice(at, at + LONGEST_TAG).indexOf(")");
  const target = close < 0 ? " " : body.slice(at + 1, at + close);
  // `[a] (see below)` and `[a](see below)` are words to read; a target has no blank but before its title.
  return target.includes(" ") && !target.includes(' "') ? null : at + close + 1;
}
