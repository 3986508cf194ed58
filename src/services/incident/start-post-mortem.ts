import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ServiceContext } from "../context.ts";
import { LIMITS, optionalText } from "../input.ts";
import { changeIncident } from "./change.ts";
import { move } from "./move.ts";
import type { MoveIncident } from "./start-mitigation.ts";

export function startPostMortem(ctx: ServiceContext, input: MoveIncident): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "startPostMortem", lifecycle: true }, input, async (change) => {
    const reason = optionalText("reason", input.reason, LIMITS.note);
    move(change, "POST_MORTEM", reason ? `Post-mortem started: ${reason}` : "Post-mortem started", { reason });
  });
}
