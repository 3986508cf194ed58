export { beat } from "./beat.ts";
export type { HeartbeatInput } from "./check-heartbeat.ts";
export { findHeartbeat, type HeartbeatState, listHeartbeats, stateOf } from "./heartbeat.store.ts";
export { silences } from "./silences.ts";
export { type Addressed, createHeartbeat, deleteHeartbeat, rotateHeartbeat, updateHeartbeat } from "./write-heartbeat.ts";
