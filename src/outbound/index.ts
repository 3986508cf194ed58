export { type AllowList, mayReach, NOTHING, readAllowList } from "./allow-list.ts";
export { type OutboundAnswer, OutboundClient, type OutboundOptions } from "./client.ts";
export type { Resolve } from "./connector.ts";
export { whyNot } from "./why-not.ts";
export { type Obstacle, OutboundError } from "./outbound-error.ts";
