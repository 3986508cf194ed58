import { IncidentEntity } from "../../entities/incident.entity.ts";
import type { BoardChangeKind } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { binder, visible } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import * as feed from "../feed/index.ts";
import { conditions, type IncidentFilter } from "../incident/list.ts";
import type { LiveItem, LiveSource } from "../live.ts";
import { select } from "../rows.ts";

export interface BoardChange {
  kind: BoardChangeKind;
  cursor: string;
  incidents: IncidentEntity[];
  removed: string[];
}

/** A board shows the newest this many. */
const BOARD_SIZE = 1_000;

/** A live list of incidents: all of it first, or with a cursor what has changed since, then each change. */
export function boardSource(ctx: ServiceContext, filter: IncidentFilter): LiveSource {
  authorise(ctx, "incident:read");
  conditions(ctx, filter, () => ""); // a wrong filter is refused now and not at the first change
  /** At least what the followers' boards show; tells who leaves them. Nothing is taken out: one who joins ahead may still show it. */
  const shown = new Set<string>();

  const matching = (ids: string[] | null): Promise<IncidentEntity[]> => {
    const { values, bind } = binder();
    const where = [...conditions(ctx, filter, bind), ...(ids ? [`id = any(${bind(ids)})`] : [])].join(" and ");
    return select(ctx, IncidentEntity, `where ${where} order by detected_at desc, id desc limit ${BOARD_SIZE}`, values);
  };
  const show = (incidents: IncidentEntity[]) => {
    for (const { id } of incidents) shown.add(id);
  };
  const snapshot = async (): Promise<LiveItem> => {
    const { last } = await feed.head(ctx);
    const incidents = await matching(null);
    show(incidents);
    return { position: last, root: change("SNAPSHOT", last, incidents, []) };
  };

  return {
    incidentId: null,
    isState: true,
    open: async () => (await snapshot()).position,
    async since(position) {
      const { last } = await feed.head(ctx);
      const changed = await feed.changedBetween(ctx, position, last);
      const incidents = changed.length > 0 ? await matching(changed) : [];
      const stay = new Set(incidents.map(({ id }) => id));
      const removed = changed.filter((id) => shown.has(id) && !stay.has(id));
      show(incidents);
      const isQuiet = incidents.length === 0 && removed.length === 0;
      return last === position ? [] : [{ position: last, root: isQuiet ? null : change("CHANGED", last, incidents, removed) }];
    },
    atOnce: Infinity,
    async join(cursor) {
      const standing = await feed.head(ctx);
      const position = typeof cursor === "string" ? knownPosition(cursor, standing) : cursor;
      if (position === null || !feed.isKept(position, standing)) {
        const first = await snapshot();
        return { items: [first], position: first.position };
      }
      // Its board was filled elsewhere. What is on it has changed since, or matches still; in this order nothing falls between.
      if (typeof cursor === "string") show(await matching(null));
      const changed = await feed.changedSince(ctx, position);
      if (changed.length === 0) return { items: [], position: standing.last };
      const incidents = await matching(changed);
      show(incidents);
      const gone = await seen(ctx, changed.filter((id) => !incidents.some((incident) => incident.id === id)));
      return { items: [{ position: standing.last, root: change("CHANGED", standing.last, incidents, gone) }], position: standing.last };
    },
  };
}

/** An expired cursor brings a new snapshot; null for it. Another text is still refused. */
function knownPosition(cursor: string, standing: feed.Head): number | null {
  const position = feed.decodeFeedCursor(cursor);
  return feed.isKept(position, standing) ? position : null;
}

const change = (kind: BoardChangeKind, position: number, incidents: IncidentEntity[], removed: string[]): BoardChange =>
  ({ kind, cursor: feed.feedCursor(position), incidents, removed });

/** Those that the caller may know of: what leaves a board must not tell of a private incident that was never on it. */
async function seen(ctx: ServiceContext, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { values, bind } = binder([ids]);
  const rows: { id: string }[] = await ctx.db.query(`select id from incident where id = any($1) and ${visible(ctx, bind)}`, values);
  return rows.map(({ id }) => id);
}
