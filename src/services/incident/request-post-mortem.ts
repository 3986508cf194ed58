import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ServiceContext } from "../context.ts";
import { conflict } from "../errors.ts";
import { LIMITS, optionalText } from "../input.ts";
import { record } from "../timeline/record.ts";
import { changeIncident } from "./change.ts";
import { hasEnded } from "./incident.rules.ts";
import { oweAfterwards } from "./owed.ts";
import type { MoveIncident } from "./start-mitigation.ts";

/** Somebody, a customer say, asks for a post-mortem; from then on it is owed whatever the severity. */
export function requestPostMortem(ctx: ServiceContext, input: MoveIncident): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "requestPostMortem" }, input, async (change) => {
    const { incident } = change;
    if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}; reopen it first`);
    const reason = optionalText("reason", input.reason, LIMITS.note);
    incident.postMortemRequested = true;
    record(change, { kind: "DECISION", summary: reason ? `Post-mortem requested: ${reason}` : "Post-mortem requested", details: { postMortem: "REQUESTED" } });
    await oweAfterwards(change);
  });
}
