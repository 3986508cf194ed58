import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { List } from "./list.ts";
import type { Outcome } from "./save.ts";

/**
 * What follows for others from rows that have changed, such as a new count of the incidents that count them. Kept as ids,
 * so that a long transaction can do it at its end and does not hold locks on incidents while it reads a file.
 */
export class Afterwards {
  private readonly ids = new Map<List, string[]>();

  note(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if (outcome instanceof DomainError || outcome.change !== "UPDATED") continue;
      const { list, before, after } = outcome;
      if (before && list.concerns?.(before, after)) this.idsOf(list).push(after.id);
    }
  }

  async run(tx: ServiceContext): Promise<void> {
    for (const [list, ids] of this.ids) await list.afterwards?.(tx, ids);
    this.ids.clear();
  }

  private idsOf(list: List): string[] {
    const ids = this.ids.get(list) ?? [];
    this.ids.set(list, ids);
    return ids;
  }
}
