import type { ServiceContext } from "../context.ts";
import type { Actor } from "./actor.ts";
import { authorise } from "./authorise.ts";

/** Who the hub takes the caller for. */
export function viewer(ctx: Pick<ServiceContext, "actor">): Actor {
  authorise(ctx, "self:read");
  return ctx.actor;
}
