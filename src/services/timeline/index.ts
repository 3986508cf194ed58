export { addEvent, type AddTimelineEvent } from "./add-event.ts";
export { amendEvent, type AmendTimelineEvent } from "./amend-event.ts";
export { pinEvent, type PinTimelineEvent } from "./pin-event.ts";
export { timelineSource } from "./timeline-source.ts";
export { amendmentsOf, byEventKeys, eventKey, latestOf, list, pinnedOf, since, type TimelineEvent } from "./timeline.store.ts";
