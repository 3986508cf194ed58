import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { refuseVendor } from "../access/vendor.ts";
import * as clocks from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { LIMITS, optionalText } from "../input.ts";
import { act, standingOf } from "./act.ts";
import { UNSPOKEN } from "./state.rules.ts";

export interface RecordCustomerCall extends ChangeInput {
  customerExternalId: string;
  note?: string | null;
}

/** A call to an affected account has been made; it keeps that account's CSM_CALL promise. Whoever has answered already stays so. */
export function recordCustomerCall(ctx: ServiceContext, input: RecordCustomerCall): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "recordCustomerCall", lifecycle: true }, input, async (change) => {
    const { tx, incident, at } = change;
    await refuseVendor(tx, incident.id);
    const standing = await standingOf(change, [input.customerExternalId], () => "customerExternalId");
    const note = optionalText("note", input.note, LIMITS.note);
    await clocks.meet(change, ["CSM_CALL"], at, [input.customerExternalId]);
    await act(change, standing, ({ entry }) => (!entry || UNSPOKEN.includes(entry.state) ? { state: "CALLED" } : {}), note, {
      kind: "COMMUNICATION", summary: `Called ${input.customerExternalId}${note ? `: ${note}` : ""}`, details: { call: input.customerExternalId },
    });
  });
}
