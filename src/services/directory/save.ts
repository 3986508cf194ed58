import { noteChange } from "../audit/act.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { listsByKey } from "../load.ts";
import * as policies from "../policy/index.ts";
import { admit, type Admitted, type Entry, type Mode } from "./candidates.ts";
import { type List, LIST_NAMES, type Stored } from "./list.ts";
import { lockDirectory } from "./lock-directory.ts";
import { settle, type Settled } from "./settle.ts";

export type Outcome = Settled | DomainError;

/**
 * Brings rows of any lists into the directory, in the transaction of the caller. Rows may refer to each other, and no key
 * may come twice in a list. Those that are refused leave nothing behind and do not keep the others out, except from what
 * refers to them. Answers in the order of the entries; what follows for others is the caller's to do (Afterwards).
 */
export async function save(tx: ServiceContext, entries: readonly Entry[], mode: Mode): Promise<Outcome[]> {
  await lockDirectory(tx);
  const admitted = await admit(tx, entries, mode);
  const { document } = await policies.current(tx);
  const settled = await settle(tx, admitted.filter((row) => !(row instanceof DomainError)) as Admitted[], document);
  await write(tx, [...settled.values()].filter((row): row is Settled => !(row instanceof DomainError) && row.change !== "UNCHANGED"));
  return admitted.map((row) => (row instanceof DomainError ? row : (settled.get(row) as Outcome)));
}

async function write(tx: ServiceContext, rows: Settled[]): Promise<void> {
  const byList = [...listsByKey(rows, ({ list }) => list)].sort(([a], [b]) => place(a) - place(b));
  for (const { list, before, after } of rows) {
    const kept = (row: Stored) => list.audited?.(row) ?? row;
    noteChange(tx, `${list.noun}/${after.id}`, before ? kept(before) : null, kept(after));
  }
  for (const [list, ofList] of byList) await list.write(tx, ofList.map(({ after }) => after));
  for (const [list, ofList] of byList) await list.link?.(tx, ofList.map(({ after }) => after));
}

const place = (list: List): number => LIST_NAMES.indexOf(list.name);
