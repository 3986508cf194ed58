import type { IncidentEntity } from "../../entities/incident.entity.ts";
import * as actions from "../action/action.store.ts";
import * as clocks from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { conflict } from "../errors.ts";
import { LIMITS, optionalText } from "../input.ts";
import { active, release } from "../role/index.ts";
import { changeIncident } from "./change.ts";
import { move, refuseIllegal } from "./move.ts";
import type { MoveIncident } from "./start-mitigation.ts";

/**
 * Settles what is open: no action is left without an end or a new owner, roles are released, promises that still ran
 * are let go and named in the event. `reason` is the hand-off note.
 */
export function close(ctx: ServiceContext, input: MoveIncident): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "closeIncident", lifecycle: true }, input, async (change) => {
    const { incident, at } = change;
    refuseIllegal(change, "CLOSED");
    const open = await actions.unsettled(change);
    if (open.length > 0) {
      throw conflict(`${open.length} action${open.length === 1 ? " is" : "s are"} neither done, dropped nor handed to somebody else`, {
        field: "incidentId", actions: open.map(({ id, action }) => ({ id, action })),
      });
    }
    incident.handOffNote = optionalText("reason", input.reason, LIMITS.note);
    if (incident.status === "POST_MORTEM") await clocks.meet(change, ["POST_MORTEM"], at);
    await release(change, await active(change));
    const letGo = await clocks.stop(change, "closed");
    move(change, "CLOSED", incident.handOffNote ? `Closed: ${incident.handOffNote}` : "Closed", { handOffNote: incident.handOffNote, letGo });
    incident.closedAt = at;
  });
}
