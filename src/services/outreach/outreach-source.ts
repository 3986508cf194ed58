import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { BoardChangeKind } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import type { LiveItem, LiveSource } from "../live.ts";
import { pageSize } from "../page.ts";
import { whole } from "../input.ts";
import { entriesOf, type OutreachEntry } from "./outreach-entry.ts";
import { planOn } from "./outreach-plan.ts";

export interface OutreachChange {
  kind: BoardChangeKind;
  cursor: number;
  entries: OutreachEntry[];
  mustReload: boolean;
  plan: IncidentEntity;
}

/** After these the order of the plan, or who is on it, may be another; of a clock only a promised call counts. */
const MOVING = `(kind in ('IMPACT_CHANGED', 'STATUS_CHANGED', 'SEVERITY_CHANGED', 'LINKED', 'DECISION') or kind = 'CLOCK' and details ->> 'clock' = 'CSM_CALL')`;

/** A live outreach plan: its first page, then the entries that somebody acted on. A position is a revision of the incident, which every act moves. */
export async function outreachSource(ctx: ServiceContext, incidentId: string, first: number | null, after: number | null): Promise<LiveSource> {
  authorise(ctx, "incident:read");
  const size = pageSize(first);
  whole("after", after ?? 0, 0, 2_147_483_647);
  const { id } = await planOn(ctx, incidentId);

  const snapshot = async (): Promise<LiveItem> => {
    // The revision is read before the entries, so that what comes in between is told again and never left out.
    const incident = await planOn(ctx, id);
    return { position: incident.revision, root: told("SNAPSHOT", incident, await entriesOf(ctx, incident, { limit: size }), false) };
  };
  const since = async (position: number): Promise<LiveItem[]> => {
    const incident = await planOn(ctx, id);
    if (incident.revision <= position) return [];
    const [{ changed, moved }] = await ctx.db.query(
      `select (select count(*) from (select 1 from outreach_entry where incident_id = $1 and revision > $2 limit $3) e)::integer as changed,
         exists (select 1 from timeline_event where incident_id = $1 and revision > $2 and ${MOVING}) as moved`, [id, position, size + 1]);
    if (changed === 0 && !moved) return [{ position: incident.revision, root: null }];
    const entries = changed > 0 ? await entriesOf(ctx, incident, { changedAfter: position, limit: size }) : [];
    return [{ position: incident.revision, root: told("CHANGED", incident, entries, moved || changed > size) }];
  };

  return {
    incidentId: id,
    isState: true,
    open: async () => (await planOn(ctx, id)).revision,
    since,
    atOnce: Infinity,
    async join(cursor) {
      const items = typeof cursor === "number" ? await since(cursor) : [await snapshot()];
      return { items, position: items.at(-1)?.position ?? (cursor as number) };
    },
  };
}

const told = (kind: BoardChangeKind, incident: IncidentEntity, entries: OutreachEntry[], mustReload: boolean): OutreachChange =>
  ({ kind, cursor: incident.revision, entries, mustReload, plan: incident });
