import type { ServiceContext } from "../context.ts";
import type { Names } from "../guardrail/index.ts";
import { load } from "../load.ts";

/** A directory has tens of thousands; those that one text can name are few. */
const MOST = 500;
const LONGEST_LIST = 2_000;

/** The people and teams of the directory that a text may be naming: one word of theirs begins with a capital in it. */
export async function namesIn(ctx: ServiceContext, body: string): Promise<Names> {
  const words = [...new Set(body.match(/\p{Lu}[\p{L}\p{M}]{1,40}/gu) ?? [])].slice(0, LONGEST_LIST).map((word) => word.toLowerCase());
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
    `select 'person' as kind, name, word from responder, lateral (values (lower(split_part(name, ' ', 1))), (lower(split_part(name, ' ', -1)))) as part (word) where word = any($1)
     union all
     select 'team', name, lower(split_part(name, ' ', 1)) from team where lower(split_part(name, ' ', 1)) = any($1)
     limit ${MOST}`, [words]);
  const byWord = new Map<string, Named[]>();
  for (const row of rows) byWord.set(row.word, [...(byWord.get(row.word) ?? []), row]);
  return byWord;
}
