import type { StatusComponentEntity } from "../../entities/status-component.entity.ts";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { ComponentState } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { daysUpTo } from "./days.rules.ts";
import { shownEntries } from "./shown.ts";
import { type History, historyOf, type Weights } from "./uptime.rules.ts";

export interface HistoryOptions {
  days: number;
  weights: Weights;
}

interface Row {
  componentId: string;
  state: ComponentState;
  from: Date;
  until: Date | null;
}

/** The history of each of a page's components, by id, in the days of the page's zone. One statement, whatever their number. */
export async function readHistory(ctx: Pick<ServiceContext, "db" | "now">, page: StatusPageEntity, components: readonly StatusComponentEntity[], { days: count, weights }: HistoryOptions): Promise<Map<string, History>> {
  const now = ctx.now();
  const days = daysUpTo(now, count, page.timeZone);
  const ids = components.map(({ id }) => id);
  const rows: Row[] = await ctx.db.query(`
    select component_id as "componentId", state, from_at as from, until_at as until from status_hold
    where component_id = any($1) and (until_at is null or until_at > $2) and from_at < $3
      and ($4::uuid is null or entry_id is null or entry_id in (select id from status_entry where ${shownEntries("$1", "$4")}))`,
  [ids, new Date(days[0]?.from ?? now), now, page.customerId]);
  const spans = listsByKey(rows, ({ componentId }) => componentId);
  return new Map(components.map(({ id, startsAt }) => [id, historyOf({
    days, weights, startsAt: startsAt.getTime(), now: now.getTime(),
    spans: (spans.get(id) ?? []).map(({ state, from, until }) => ({ state, from: from.getTime(), until: until && until.getTime() })),
  })]));
}
