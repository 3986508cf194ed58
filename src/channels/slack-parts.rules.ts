/** Of a section's text. */
const SECTION = 3_000;
/** Of all sections of one message: Slack names 12,000, and has been seen to refuse less. */
const MESSAGE = 9_000;

/**
 * A text in sections that Slack takes, by messages: the first is the post, the others are its thread. Its first line stands by itself. Nothing
 * is left out but the white space at which it is cut.
 */
export function partsOf(text: string): string[][] {
  const [first = "", ...rest] = text.split("\n");
  const parts: string[][] = [];
  let length = Infinity;
  for (const section of [...cut(first), ...cut(rest.join("\n"))]) {
    length += section.length;
    if (length > MESSAGE) {
      parts.push([]);
      length = section.length;
    }
    parts.at(-1)?.push(section);
  }
  return parts;
}

function cut(text: string): string[] {
  const sections: string[] = [];
  let left = text.trim();
  while (left.length > SECTION) {
    const at = placeIn(left);
    sections.push(left.slice(0, at).trimEnd());
    left = left.slice(at).trimStart();
  }
  return left === "" ? sections : [...sections, left];
}

/** After the last line that is whole, or else the last word; a sign of two code units is not torn. */
function placeIn(text: string): number {
  const within = text.slice(0, SECTION + 1);
  const line = within.lastIndexOf("\n");
  if (line > SECTION / 2) return line;
  const word = within.lastIndexOf(" ");
  if (word > SECTION / 2) return word;
  return /[\uD800-\uDBFF]/.test(text.charAt(SECTION - 1)) ? SECTION - 1 : SECTION;
}
