import { authorise } from "../access/authorise.ts";
import { refuseVendors } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { LIST_NAMES, type ListName } from "../directory/list.ts";
import { type DomainError, invalid } from "../errors.ts";
import { given } from "../input.ts";
import { importBatches, type Tally } from "./import-batches.ts";
import { type ImportRow, keyOf } from "./import-rows.ts";

export type ImportDirectory = { [List in ListName]?: readonly unknown[] | null | undefined } & { atomic?: boolean | null | undefined };

export interface ImportRefusal {
  kind: ListName;
  /** Its place in its list, from 0. */
  row: number;
  key: string | null;
  field: string | null;
  reason: string;
  /** Only an entry of the row is at fault; the row itself landed without it. */
  isEntryOnly: boolean;
}

export interface ImportResult {
  created: number;
  updated: number;
  unchanged: number;
  refused: ImportRefusal[];
}

const MOST_ROWS = 1_000;

/** Upserts rows of all lists at once; they may refer to each other. Bad rows are told of, and with `atomic` refuse all. */
export async function importDirectory(ctx: ServiceContext, input: ImportDirectory): Promise<ImportResult> {
  const rows = LIST_NAMES.flatMap((list) => (input[list] ?? []).map((value, at): ImportRow & { at: number } => ({ list, value, at })));
  if (rows.length > MOST_ROWS) throw invalid("input", `${rows.length} rows came at once; at most ${MOST_ROWS} are allowed`, { max: MOST_ROWS });
  authorise(ctx, "directory:write");
  if (given(input.customers)) await refuseVendors(ctx);
  const refused: ImportRefusal[] = [];
  const noting = (isEntryOnly: boolean) => (row: (typeof rows)[number], why: DomainError) =>
    void refused.push({ kind: row.list, row: row.at, key: keyOf(row), field: fieldOf(why), reason: why.message, isEntryOnly });
  const { tally, landed } = await importBatches(ctx, [rows], { atomic: input.atomic ?? false, onRefused: noting(false), onFault: noting(true) });
  const total = (change: "created" | "updated" | "unchanged") => (landed ? sum(tally, change) : 0);
  return { created: total("created"), updated: total("updated"), unchanged: total("unchanged"), refused: refused.sort(inOrder) };
}

/** The field at fault; null where it is the row as a whole. */
export const fieldOf = ({ details }: DomainError): string | null => (typeof details.field === "string" && details.field !== "" ? details.field : null);

const sum = (tally: Tally, change: keyof Tally[ListName]): number => LIST_NAMES.reduce((all, list) => all + tally[list][change], 0);

const inOrder = (a: ImportRefusal, b: ImportRefusal): number => LIST_NAMES.indexOf(a.kind) - LIST_NAMES.indexOf(b.kind) || a.row - b.row;
