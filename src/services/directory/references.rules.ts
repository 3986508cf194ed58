/** A row by its name across all lists, and the names that it cannot do without. */
export interface Referrer {
  name: string;
  needs: readonly string[];
}

/**
 * The rows that cannot stand, each with the name it lacks: `known` does not have it, and the row that would have brought
 * it is not offered or falls itself. One pass over all references, however long the chain of those that fall.
 */
export function dangling<R extends Referrer>(rows: readonly R[], known: ReadonlySet<string>): Map<R, string> {
  const offered = new Set(rows.map(({ name }) => name));
  const needing = new Map<string, R[]>();
  for (const row of rows) {
    for (const name of row.needs) {
      const others = needing.get(name);
      if (others) others.push(row);
      else if (!known.has(name)) needing.set(name, [row]);
    }
  }
  const fallen = new Map<R, string>();
  const missing = [...needing.keys()].filter((name) => !offered.has(name));
  for (const name of missing) {
    for (const row of needing.get(name) ?? []) {
      if (fallen.has(row)) continue;
      fallen.set(row, name);
      if (!known.has(row.name)) missing.push(row.name); // the loop walks on into what it adds
    }
  }
  return fallen;
}
