import type { ServiceContext } from "../context.ts";
import { binder } from "../access/visibility.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { select } from "../rows.ts";
import { given, LIMITS, optionalText } from "../input.ts";

interface Named {
  id: string;
  name: string;
}

type Bind = (value: unknown) => string;

/** A table of the directory and what its rows may be narrowed to. */
export interface Listing {
  table: string;
  /** Columns that a search text may stand in, in any case. */
  searched: readonly string[];
  text?: string | null | undefined;
  /** Further conditions; `bind` adds a value and returns its placeholder. */
  where?: (bind: Bind) => string[];
}

/** A page of a list of the directory, by name. */
export async function pageByName<T extends Named>(
  ctx: ServiceContext, entity: new () => T, { table, searched, text, where = () => [] }: Listing, args: PageArgs,
): Promise<Page<T>> {
  const first = pageSize(args.first);
  const { values, bind } = binder();
  const wanted = optionalText("text", text, LIMITS.name);
  const narrowed = [...(wanted ? [contains(searched.map((column) => `${table}.${column}`), bind(wanted))] : []), ...where(bind)];
  const ofAll = { tail: whereAll(narrowed), values: [...values] };
  if (given(args.after)) {
    const [name, id] = decodeCursor(table, args.after, ["text", "id"]);
    narrowed.push(`(${table}.name, ${table}.id) > (${bind(name)}, ${bind(id)})`);
  }
  const rows = await select(ctx, entity, `${whereAll(narrowed)} order by ${table}.name, ${table}.id limit ${bind(first + 1)}`, values);
  const count = async () => (await ctx.db.query(`select count(*)::int as count from ${table} ${ofAll.tail}`, ofAll.values))[0].count;
  return pageOf(rows, { ...args, first }, ({ name, id }) => encodeCursor(table, [name, id]), count);
}

const whereAll = (conditions: string[]): string => (conditions.length > 0 ? `where ${conditions.join(" and ")}` : "");

const contains = (columns: string[], value: string): string =>
  `(${columns.map((column) => `strpos(lower(${column}), lower(${value})) > 0`).join(" or ")})`;
