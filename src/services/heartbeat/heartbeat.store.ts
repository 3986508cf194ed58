import { HeartbeatEntity } from "../../entities/heartbeat.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { type By, findBy } from "../directory/find-by.ts";
import { select } from "../rows.ts";

export type HeartbeatState = "WAITING" | "UP" | "LATE";

export const stateOf = ({ lastBeatAt, lateSince }: Pick<HeartbeatEntity, "lastBeatAt" | "lateSince">): HeartbeatState => (lateSince ? "LATE" : lastBeatAt ? "UP" : "WAITING");

/** Those that are late first, then by name. */
export async function listHeartbeats(ctx: ServiceContext): Promise<HeartbeatEntity[]> {
  authorise(ctx, "directory:read");
  return select(ctx, HeartbeatEntity, "order by late_since nulls last, name, id limit 1000");
}

export async function findHeartbeat(ctx: ServiceContext, by: By<"slug">): Promise<HeartbeatEntity | null> {
  authorise(ctx, "directory:read");
  return findBy(ctx, HeartbeatEntity, { key: "slug", column: "slug" }, by);
}
