import { Field, ID, ObjectType } from "type-graphql";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type { TimelineEventEntity } from "../entities/timeline-event.entity.ts";
import type { BoardChangeKind } from "../entities/vocabulary.ts";
import { BoardChangeKindEnum } from "./board.enum.ts";
import { IncidentType } from "./incident.type.ts";
import { Right } from "./right.ts";
import { TimelineEventType } from "./timeline.type.ts";

@Right("incident:read")
@ObjectType("BoardChange", { description: "One message of a live board: first all of it, then what changed." })
export class BoardChangeType {
  @Field(() => BoardChangeKindEnum, { description: "Whether this is the whole board or a change to it." })
  kind!: BoardChangeKind;

  @Field(() => String, {
    description: "Opaque: give it as `after` when you come back and get only what changed since.",
  })
  cursor!: string;

  @Field(() => [IncidentType], { description: "The incidents on the board, or those that are new or changed." })
  incidents!: IncidentEntity[];

  @Field(() => [ID], { description: "Incidents that left the board because they no longer match its filter." })
  removed!: string[];
}

@Right("incident:read")
@ObjectType("FeedEvent", { description: "A timeline event at its place in the one order of all incidents." })
export class FeedEventType {
  @Field(() => String, {
    description: "Opaque: give it as `after` to go on behind this event. Good for 30 days, then CURSOR_EXPIRED.",
  })
  cursor!: string;

  @Field(() => TimelineEventType, { description: "The event itself." })
  event!: TimelineEventEntity;
}
