import { isDeepStrictEqual } from "node:util";
import type { ServiceContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { byKey, listsByKey } from "../load.ts";
import type { PolicyDocument } from "../policy/index.ts";
import type { Admitted } from "./candidates.ts";
import type { List, ListName, Reference, Stored } from "./list.ts";
import { nameOf, namesOf, storedNames } from "./names.ts";
import { dangling } from "./references.rules.ts";

export interface Settled {
  readonly list: List;
  readonly before: Stored | undefined;
  readonly after: Stored;
  readonly change: "CREATED" | "UPDATED" | "UNCHANGED";
}

type Verdicts = Map<Admitted, Settled | DomainError>;

/** Completes the rows that can stand together, and tells of each other one why it cannot. */
export async function settle(ctx: ServiceContext, rows: readonly Admitted[], policy: PolicyDocument): Promise<Verdicts> {
  const references = new Map(rows.map((row) => [row, row.list.references(row.draft)]));
  const stored = await storedNames(ctx, [...references.values()].flat());
  const ids = new Map([...stored, ...namesOf(rows)]);
  const idOf = (list: ListName, key: string) => ids.get(nameOf(list, key)) as string;
  const verdicts: Verdicts = new Map();
  // A row that falls takes those along that need it, and stays as stored, where it may close another circle: look again.
  for (let standing = [...rows], count = -1; count !== standing.length; standing = standing.filter((row) => !isRefused(verdicts, row))) {
    count = standing.length;
    refuseDangling(verdicts, standing, references, new Set(stored.keys()));
    for (const row of standing) if (!isRefused(verdicts, row)) verdicts.set(row, complete(row, { now: ctx.now(), policy, idOf }));
    await refuseTogether(ctx, verdicts, standing);
  }
  return verdicts;
}

const isRefused = (verdicts: Verdicts, row: Admitted): boolean => verdicts.get(row) instanceof DomainError;

function refuseDangling(verdicts: Verdicts, rows: Admitted[], references: Map<Admitted, Reference[]>, known: ReadonlySet<string>): void {
  const referrers = rows.map((row) => {
    const needs = (references.get(row) ?? []).map(({ list, key }) => nameOf(list, key));
    return { row, name: nameOf(row.list.name, row.key), needs };
  });
  for (const [{ row, needs }, name] of dangling(referrers, known)) {
    const at = references.get(row)?.[needs.indexOf(name)];
    if (at) verdicts.set(row, notFound(`${NOUNS[at.list]} "${at.key}"`, at.field));
  }
}

const NOUNS: Record<ListName, string> = { teams: "team", responders: "responder", schedules: "schedule", services: "service", componentGroups: "group", components: "component", customers: "customer" };

function complete(row: Admitted, about: { now: Date; policy: PolicyDocument; idOf: (list: ListName, key: string) => string }): Settled | DomainError {
  const { list, draft, before, id, key } = row;
  try {
    const after = list.complete(draft, before, { ...about, id, key });
    return { list, before, after, change: !before ? "CREATED" : isSame(before, after) ? "UNCHANGED" : "UPDATED" };
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

const isSame = (a: Stored, b: Stored): boolean => isDeepStrictEqual({ ...a, updatedAt: null }, { ...b, updatedAt: null });

async function refuseTogether(ctx: ServiceContext, verdicts: Verdicts, rows: Admitted[]): Promise<void> {
  const standing = rows.filter((row) => !isRefused(verdicts, row));
  for (const [list, ofList] of listsByKey(standing, (row) => row.list)) {
    const byId = byKey(ofList, ({ id }) => id);
    for (const [id, why] of (await list.refusals?.(ctx, ofList)) ?? []) {
      const row = byId.get(id);
      if (row) verdicts.set(row, why);
    }
  }
}
