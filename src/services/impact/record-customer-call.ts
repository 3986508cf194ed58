import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { refuseVendor } from "../access/vendor.ts";
import * as clocks from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { LIMITS, optionalText } from "../input.ts";
import { record } from "../timeline/record.ts";

export interface RecordCustomerCall extends ChangeInput {
  customerExternalId: string;
  note?: string | null;
}

/** A call to an affected account has been made; it keeps that account's CSM_CALL promise. */
export function recordCustomerCall(ctx: ServiceContext, input: RecordCustomerCall): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "recordCustomerCall", lifecycle: true }, input, async (change) => {
    const { tx, incident, at } = change;
    await refuseVendor(tx, incident.id);
    const [customer] = await tx.db.query(
      "select c.name from affected_customer a join customer c on c.id = a.customer_id where a.incident_id = $1 and c.external_id = $2",
      [incident.id, input.customerExternalId],
    );
    if (!customer) throw notFound(`affected customer "${input.customerExternalId}"`, "customerExternalId");
    const note = optionalText("note", input.note, LIMITS.note);
    await clocks.meet(change, ["CSM_CALL"], at, input.customerExternalId);
    record(change, { kind: "COMMUNICATION", summary: `Called ${input.customerExternalId}${note ? `: ${note}` : ""}`, details: { call: input.customerExternalId } });
  });
}
