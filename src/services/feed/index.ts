export { decodeFeedCursor, feedCursor, isKept, positionOf } from "./cursor.ts";
export { feedSource } from "./feed-source.ts";
export { trimFeed } from "./trim.ts";
export { changedBetween, changedSince, type Head, head, numberFeed } from "./feed.store.ts";
