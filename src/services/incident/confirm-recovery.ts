import type { IncidentEntity } from "../../entities/incident.entity.ts";
import * as clocks from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { conflict } from "../errors.ts";
import { LIMITS, optionalText } from "../input.ts";
import { record } from "../timeline/record.ts";
import { changeIncident, type ChangeInput } from "./change.ts";

export interface ConfirmRecovery extends ChangeInput {
  note?: string | null;
}

/** The regression watch ended well. */
export function confirmRecovery(ctx: ServiceContext, input: ConfirmRecovery): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "confirmRecovery", lifecycle: true }, input, async (change) => {
    if ((await clocks.open(change, ["REGRESSION_WATCH"])).length === 0) throw conflict("No regression watch is running", { field: "incidentId" });
    const note = optionalText("note", input.note, LIMITS.note);
    await clocks.meet(change, ["REGRESSION_WATCH"], change.at);
    record(change, { kind: "NOTE", summary: `Regression watch confirmed${note ? `: ${note}` : ""}`, details: { regressionWatch: "CONFIRMED" } });
  });
}
