import { CUSTOMERS } from "../customer/index.ts";
import type { ServiceContext } from "../context.ts";
import type { Entry } from "../directory/candidates.ts";
import type { List, ListName } from "../directory/list.ts";
import { save, type Outcome } from "../directory/save.ts";
import { DomainError } from "../errors.ts";
import { RESPONDERS } from "../responder/index.ts";
import { SCHEDULES } from "../schedule/index.ts";
import { SERVICES } from "../service/index.ts";
import { COMPONENT_GROUPS } from "../status-component/component-group.list.ts";
import { COMPONENTS } from "../status-component/component.list.ts";
import { TEAMS } from "../team/index.ts";
import { shaped } from "./shapes.ts";

const LISTS: Record<ListName, List> = { teams: TEAMS, responders: RESPONDERS, schedules: SCHEDULES, services: SERVICES, componentGroups: COMPONENT_GROUPS, components: COMPONENTS, customers: CUSTOMERS };

export interface ImportRow {
  list: ListName;
  value: unknown;
}

/**
 * Upserts rows by their keys, in the caller's transaction. Where a key comes again, the later row changes what the
 * earlier one made: that is what it would do in the next import, and a file of any size need not be remembered for it.
 * Answers in the order of the rows; entries that a row had to land without are told to `onFault`.
 */
export async function importRows(tx: ServiceContext, rows: readonly ImportRow[], onFault: (at: number, why: DomainError) => void = () => {}): Promise<Outcome[]> {
  const faults = new Map<number, DomainError[]>();
  const outcomes = rows.map((row, at) => entryOf(row, (found) => faults.set(at, found))) as (Outcome | Entry)[];
  for (const round of roundsOf(outcomes)) {
    const saved = await save(tx, round.map((at) => outcomes[at] as Entry), "upsert");
    round.forEach((at, place) => (outcomes[at] = saved[place] as Outcome));
  }
  // Of a row that is refused as a whole, its reason is enough.
  for (const [at, found] of faults) if (!(outcomes[at] instanceof DomainError)) for (const why of found) onFault(at, why);
  return outcomes as Outcome[];
}

function entryOf({ list, value }: ImportRow, onFaults: (faults: DomainError[]) => void): Entry | DomainError {
  try {
    const input = shaped(list, value);
    const { draft, faults } = LISTS[list].sift?.(input) ?? { draft: LISTS[list].check(input), faults: [] };
    if (faults.length > 0) onFaults(faults);
    return { list: LISTS[list], draft };
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** The places of the rows that are still to be saved: in the first round each key's first row, in the next the second. */
function roundsOf(entries: (Outcome | Entry)[]): number[][] {
  const rounds: number[][] = [];
  const times = new Map<string, number>();
  entries.forEach((entry, at) => {
    if (entry instanceof DomainError) return;
    const name = `${entry.list.name}:${(entry as Entry).draft.key}`;
    const time = times.get(name) ?? 0;
    times.set(name, time + 1);
    (rounds[time] ??= []).push(at);
  });
  return rounds;
}

/** The field that a list's rows are known by. */
export const keyFieldOf = (list: ListName): string => LISTS[list].keyField;

/** What a row is known by, as far as it tells; null if it does not. */
export function keyOf({ list, value }: ImportRow): string | null {
  const key = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[keyFieldOf(list)] : null;
  return typeof key === "string" && key.trim() !== "" ? key.trim() : null;
}
