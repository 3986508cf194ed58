import type { ServiceContext } from "../context.ts";
import type { Names } from "./finding.rules.ts";
import { capitalWords } from "./inspect.rules.ts";
import { load } from "../load.ts";

/** People, and teams, of one word. Who is named in full is found by the other word too. */
const MOST = 100;
const LONGEST_LIST = 2_000;

/** The people and teams of the directory that a text may be naming: one word of theirs begins with a capital in it. */
export async function namesIn(ctx: ServiceContext, body: string): Promise<Names> {
  const asWritten = body.match(/\p{Lu}[\p{L}\p{M}]{1,40}/gu) ?? [];
  const words = [...new Set([...asWritten.map((word) => word.toLowerCase()), ...capitalWords(body)])].slice(0, LONGEST_LIST);
  if (words.length === 0) return { people: [], teams: [], parties: [] };
  const found = await Promise.all(words.map((word) => load(ctx, namesByWord, word)));
  const rows = [...new Map(found.flatMap((some) => some ?? []).map((row) => [`${row.kind} ${row.name}`, row])).values()];
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ name }) => name);
  return { people: of("person"), teams: of("team"), parties: [] };
}

interface Named {
  kind: "person" | "team";
  name: string;
  word: string;
}

/** One statement for all texts of a list. */
async function namesByWord(ctx: ServiceContext, words: string[]): Promise<Map<string, Named[]>> {
  const rows: Named[] = await ctx.db.query(
    `select found.kind, found.name, word from unnest($1::text[]) as wanted (word), lateral (
       ${[["person", "responder", 1], ["person", "responder", -1], ["team", "team", 1]]
         .map(([kind, table, part]) => `(select '${kind}' as kind, name from ${table} where lower(split_part(name, ' ', ${part})) = word order by name limit ${MOST})`).join(" union all ")}) found`,
    [words]);
  const byWord = new Map<string, Named[]>();
  for (const row of rows) byWord.set(row.word, [...(byWord.get(row.word) ?? []), row]);
  return byWord;
}
