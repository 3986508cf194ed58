import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { get } from "../incident/incident.store.ts";
import { whole } from "../input.ts";
import type { LiveItem, LiveSource } from "../live.ts";
import { since as eventsSince } from "./timeline.store.ts";

const AT_ONCE = 500;

/** An incident's events: past ones after a revision, then live ones. */
export async function timelineSource(ctx: ServiceContext, incidentId: string, after: number | null): Promise<LiveSource> {
  authorise(ctx, "incident:read");
  whole("after", after ?? 0, 0, 2_147_483_647);
  const { id } = await get(ctx, incidentId);
  const since = async (revision: number): Promise<LiveItem[]> =>
    (await eventsSince(ctx, id, revision, AT_ONCE)).map((event) => ({ position: event.revision, root: event }));
  return {
    incidentId: id,
    isState: false,
    open: async () => (await get(ctx, id)).revision,
    since,
    atOnce: AT_ONCE,
    join: async (cursor) => {
      const revision = typeof cursor === "number" ? cursor : 0;
      const items = await since(revision);
      return { items, position: items.at(-1)?.position ?? revision };
    },
  };
}
