import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import type { LiveItem, LiveSource } from "../live.ts";
import { decodeFeedCursor, feedCursor, positionOf } from "./cursor.ts";
import { eventsAfter, head } from "./feed.store.ts";

const AT_ONCE = 500;

/** Every event of every incident that the caller may see, in one order. Without a cursor it begins now. */
export function feedSource(ctx: ServiceContext): LiveSource {
  authorise(ctx, "incident:read");
  const since = async (position: number): Promise<LiveItem[]> =>
    (await eventsAfter(ctx, position, AT_ONCE)).map((event) => ({ position: event.position, root: { cursor: feedCursor(event.position), event } }));
  return {
    incidentId: null,
    isState: false,
    open: async () => (await head(ctx)).last,
    since,
    atOnce: AT_ONCE,
    join: async (cursor) => {
      const position = typeof cursor === "string" ? decodeFeedCursor(cursor) : (cursor ?? (await head(ctx)).last);
      const items = await since(position);
      // Only then: what is forgotten between would leave a gap.
      if (typeof cursor === "string") positionOf(cursor, await head(ctx));
      return { items, position: items.at(-1)?.position ?? position };
    },
  };
}
