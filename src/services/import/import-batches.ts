import { authorise } from "../access/authorise.ts";
import { about } from "../audit/act.ts";
import { auditSoFar } from "../audit/write.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { Afterwards } from "../directory/afterwards.ts";
import { LIST_NAMES, type ListName } from "../directory/list.ts";
import { DomainError } from "../errors.ts";
import { importRows, type ImportRow } from "./import-rows.ts";

export interface Counts {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
}

export type Tally = Record<ListName, Counts>;

export const emptyTally = (): Tally =>
  Object.fromEntries(LIST_NAMES.map((list) => [list, { created: 0, updated: 0, unchanged: 0, refused: 0 }])) as Tally;

export interface ImportOptions<Row> {
  /** One transaction over all batches, and a refused row undoes it; else each batch lands by itself, less its bad rows. */
  atomic: boolean;
  onRefused: (row: Row, why: DomainError) => void;
  /** An entry of a row that is wrong; the row lands without it, unless the import is atomic. */
  onFault?: (row: Row, why: DomainError) => void;
  /** Asked when all is done, while an atomic import can still be undone. */
  mayLand?: () => boolean;
}

/** Imports batch after batch, holding one at a time. `landed` is false if an atomic import was undone. */
export async function importBatches<Row extends ImportRow>(
  ctx: ServiceContext, batches: AsyncIterable<Row[]> | Iterable<Row[]>, { atomic, onRefused, onFault = onRefused, mayLand = () => true }: ImportOptions<Row>,
): Promise<{ tally: Tally; landed: boolean }> {
  authorise(ctx, "directory:write");
  const tally = emptyTally();
  let hasFaults = false;
  const afterwards = new Afterwards();
  const take = async (tx: ServiceContext, rows: Row[]) => {
    // On tables that have just grown the planner guesses too high and compiles each statement: 80 ms for one of 15.
    about(tx, "directory");
    await tx.db.query("set local jit = off");
    const outcomes = await importRows(tx, rows, (at, why) => {
      hasFaults = true;
      onFault(rows[at] as Row, why);
    });
    afterwards.note(outcomes);
    outcomes.forEach((outcome, at) => {
      const row = rows[at] as Row;
      tally[row.list][outcome instanceof DomainError ? "refused" : COUNTED[outcome.change]] += 1;
      if (outcome instanceof DomainError) onRefused(row, outcome);
    });
  };
  if (!atomic) {
    const takeOne = async (tx: ServiceContext, rows: Row[]) => {
      await take(tx, rows);
      await afterwards.run(tx);
    };
    for await (const rows of batches) await inTransaction(ctx, (tx) => takeOne(tx, rows));
    return { tally, landed: true };
  }
  const isClean = () => mayLand() && !hasFaults && LIST_NAMES.every((list) => tally[list].refused === 0);
  const landed = await unlessUndone(ctx, async (tx) => {
    let isFirst = true;
    for await (const rows of batches) {
      if (!isFirst) await auditSoFar(tx);
      isFirst = false;
      await take(tx, rows);
    }
    if (!isClean()) throw new Undo();
    await afterwards.run(tx);
  });
  return { tally, landed };
}

const COUNTED = { CREATED: "created", UPDATED: "updated", UNCHANGED: "unchanged" } as const;

class Undo extends Error {}

/** Does `work` in a transaction; false if it has thrown Undo and was rolled back. */
async function unlessUndone(ctx: ServiceContext, work: (tx: ServiceContext) => Promise<void>): Promise<boolean> {
  try {
    await inTransaction(ctx, work);
    return true;
  } catch (error) {
    if (error instanceof Undo) return false;
    throw error;
  }
}
