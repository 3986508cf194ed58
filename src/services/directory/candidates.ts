import { v7 as uuid } from "uuid";
import type { ServiceContext } from "../context.ts";
import { conflict, type DomainError, invalid, notFound } from "../errors.ts";
import { byKey, listsByKey } from "../load.ts";
import type { Candidate, Draft, List, Stored } from "./list.ts";

/** What a caller wants: a new row, one that is there changed, or whichever of the two it turns out to be. */
export type Mode = "create" | "update" | "upsert";

export interface Entry {
  readonly list: List;
  readonly draft: Draft;
  /** The row to update, whatever its key; else it is the one of the draft's key. */
  readonly id?: string;
}

export interface Admitted extends Candidate {
  readonly list: List;
}

/** Finds what each entry changes, and refuses those that the mode does not allow. Answers in the order of the entries. */
export async function admit(ctx: ServiceContext, entries: readonly Entry[], mode: Mode): Promise<(Admitted | DomainError)[]> {
  const stored = new Map<List, Known>();
  for (const [list, ofList] of listsByKey([...entries], ({ list }) => list)) stored.set(list, await known(ctx, list, ofList));
  return entries.map((entry) => admitOne(entry, stored.get(entry.list) as Known, mode));
}

interface Known {
  byKey: Map<string, Stored>;
  byId: Map<string, Stored>;
}

async function known(ctx: ServiceContext, list: List, entries: Entry[]): Promise<Known> {
  const keys = entries.flatMap(({ draft }) => draft.key ?? []);
  const rows = await list.stored(ctx, keys, entries.flatMap(({ id }) => id ?? []));
  return { byKey: byKey(rows, (row) => list.keyOf(row)), byId: byKey(rows, ({ id }) => id) };
}

function admitOne({ list, draft, id }: Entry, known: Known, mode: Mode): Admitted | DomainError {
  const ofKey = draft.key === undefined ? undefined : known.byKey.get(draft.key);
  const before = id === undefined ? ofKey : known.byId.get(id);
  const key = draft.key ?? (before && list.keyOf(before));
  if (id !== undefined && !before) return notFound(`${list.noun} ${id}`, "id");
  if (key === undefined) return invalid(list.keyField, `A ${list.noun} needs ${list.keyField}`);
  if (mode === "update" && !before) return notFound(`${list.noun} "${key}"`, list.keyField);
  const holder = mode === "create" ? before : ofKey === before ? undefined : ofKey;
  if (holder) return conflict(`There is a ${list.noun} "${key}" already`, { field: list.keyField, id: holder.id });
  return { list, draft, key, id: before?.id ?? uuid(), before };
}
