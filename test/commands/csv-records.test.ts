import { expect, test } from "vitest";
import { csvRecords } from "../../src/commands/import/csv-records.ts";
import { linesOf } from "../../src/commands/import/text-of.ts";

/** The records of a text that comes in pieces of `size`, in one line each. */
async function recordsOf(text: string, size = 7): Promise<string[]> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  const records: string[] = [];
  for await (const record of csvRecords(linesOf(pieces()))) {
    records.push(`${record.line} ${"cells" in record ? JSON.stringify(record.cells) : record.problem}`);
  }
  return records;
}

test("a record may go on over lines within quotes; each is known by the line it begins on", async () => {
  const text = 'a,b\r\n1,"x\r\ny\r\n"\r\n\r\n2,"say ""hi"", you"\r\n';
  const records = ['1 ["a","b"]', '2 ["1","x\\ny\\n"]', '6 ["2","say \\"hi\\", you"]'];

  for (const size of [1, 2, 7, 100]) expect(await recordsOf(text, size)).toEqual(records);
});

test("cells may be empty, have spaces, and the last line need not end", async () => {
  expect(await recordsOf(',\n" a ", b ,""\nc')).toEqual(['1 ["",""]', '2 [" a "," b ",""]', '3 ["c"]']);
});

test("a line separator of Unicode is no end of a line", async () => {
  expect(await recordsOf("a\u2028b\nc")).toEqual([`1 ${JSON.stringify(["a\u2028b"])}`, '2 ["c"]']);
});

test("a stray quote costs its record alone", async () => {
  expect(await recordsOf('a,5" screen\nb,"x"y\nc,d\n')).toEqual([
    "1 malformed CSV: a quote stands inside a cell that does not begin with one",
    "2 malformed CSV: something stands behind a closing quote",
    '3 ["c","d"]',
  ]);
});

test("a quote that is never closed costs its line, wherever the next quote stands", async () => {
  expect(await recordsOf('1,"a\n2,b\n3,"c"\n4,"d\n5,e\n')).toEqual([
    "1 malformed CSV: something stands behind a closing quote",
    '2 ["2","b"]',
    '3 ["3","c"]',
    "4 malformed CSV: a quote is not closed",
    '5 ["5","e"]',
  ]);
});

test("10,000 lines behind an open quote are read again, not lost", async () => {
  const lines = Array.from({ length: 10_000 }, (_, at) => `${at},name`);

  const records = await recordsOf(`x,"open\n${lines.join("\n")}\n`, 65_536);

  expect(records).toHaveLength(10_001);
  expect(records.slice(0, 2)).toEqual(["1 malformed CSV: a quote is not closed", '2 ["0","name"]']);
  expect(records.at(-1)).toBe('10001 ["9999","name"]');
});
