export { type AllowList, mayReach, readAllowList } from "./allow-list.ts";
export { type OutboundAnswer, OutboundClient, type OutboundOptions } from "./client.ts";
export type { Resolve } from "./connector.ts";
export { type Obstacle, OutboundError } from "./outbound-error.ts";
