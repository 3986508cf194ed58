const SIGN = /["{}[\],:\n]/g;
/** A string up to its quote, to the end of its line, or to the end of the piece. */
const STRING = /"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*("|\\?\n|\\?$)/y;

/** The place of the next sign that can matter to the frame of a document; -1 if none is left. */
export function signAt(text: string, from: number): number {
  SIGN.lastIndex = from;
  return SIGN.exec(text)?.index ?? -1;
}

/**
 * The place of the closing quote; the text's length if that is still to come. No string goes on over a line: there a quote
 * is missing, and looking on behind the opening one finds the brackets that would else be lost in it.
 */
export function endOfString(text: string, at: number): number {
  STRING.lastIndex = at;
  const found = STRING.exec(text);
  if (!found || found[1]?.endsWith("\n")) return at;
  return found[1] === '"' ? at + found[0].length - 1 : text.length;
}

/** The name that a piece of JSON is, if it is one. */
export function nameIn(text: string): string | undefined {
  try {
    const name: unknown = JSON.parse(text);
    return typeof name === "string" ? name : undefined;
  } catch {
    return undefined;
  }
}
