import { createReadStream } from "node:fs";

/** A part of a file's text. `line` is where it begins, from 1. */
export interface Located {
  line: number;
  text: string;
}

/** A line or record this long is a mistake, such as a quote that is never closed; it is refused before it fills the memory. */
export const LONGEST = 1_000_000;

/** The file's text as it comes, without a byte order mark. `onBytes` is told how far the reading is. */
export async function* textOf(path: string, onBytes: (bytes: number) => void = () => {}): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    yield decoder.decode(chunk as Buffer, { stream: true });
    onBytes((bytes += (chunk as Buffer).length));
  }
  yield decoder.decode();
}

/**
 * Its lines, without their ends. Not `node:readline`: that takes U+2028 for the end of a line, which may stand in a name
 * and would put all later numbers wrong. A line that is too long ends early.
 */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<Located> {
  let rest = "";
  let line = 1;
  for await (const chunk of text) {
    const lines = (rest + chunk).split("\n");
    rest = (lines.pop() as string).slice(0, LONGEST + 1);
    for (const one of lines) yield { line: line++, text: one.endsWith("\r") ? one.slice(0, -1) : one };
  }
  if (rest !== "") yield { line, text: rest.endsWith("\r") ? rest.slice(0, -1) : rest };
}

/** What a decoder puts in the place of bytes that are no UTF-8. */
export const isUtf8 = (text: string): boolean => !text.includes("\ufffd");
