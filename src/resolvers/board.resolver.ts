import { Arg, Resolver, Root, Subscription } from "type-graphql";
import { BoardChangeType, FeedEventType } from "../schema/board.type.ts";
import { IncidentFilter } from "../schema/incident-filter.input.ts";
import { Right } from "../schema/right.ts";
import * as boards from "../services/board/index.ts";
import type { ServiceContext } from "../services/context.ts";
import * as feed from "../services/feed/index.ts";

type Asked<Args> = { args: Args; context: ServiceContext };

@Resolver()
export class BoardResolver {
  @Right("incident:read")
  @Subscription(() => BoardChangeType, {
    description: "A snapshot first (or, with a cursor still known, only what changed since), then each change. Never a gap.",
    subscribe: ({ args, context }: Asked<{ filter?: IncidentFilter | null }>) => boards.boardSource(context, args.filter ?? {}) as never,
  })
  incidentBoard(
    @Root() change: boards.BoardChange,
    @Arg("filter", () => IncidentFilter, { nullable: true, description: "What is on the board; left out, every incident that the caller may see. A board shows the newest 1,000." }) _filter?: IncidentFilter,
    @Arg("after", () => String, { nullable: true, description: "The last `cursor` that the client has. One that the feed no longer knows brings a new SNAPSHOT." }) _after?: string,
  ) {
    return change;
  }

  @Right("incident:read")
  @Subscription(() => FeedEventType, {
    description: "Every event of every incident the caller may see, in one order, resumable.",
    subscribe: ({ context }: Asked<object>) => feed.feedSource(context) as never,
  })
  feed(
    @Root() event: unknown,
    @Arg("after", () => String, { nullable: true, description: "The last `cursor` that the client has; left out, it begins now. CURSOR_EXPIRED after 30 days." }) _after?: string,
  ) {
    return event;
  }
}
