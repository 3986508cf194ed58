import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { oweApology } from "../follow-up/apology.ts";
import { id } from "../input.ts";
import { record } from "../timeline/record.ts";
import { changeIncident, type ChangeInput } from "./change.ts";
import { hasEnded, nameOf } from "./incident.rules.ts";
import { get } from "./incident.store.ts";
import { oweAfterwards } from "./owed.ts";

export interface LinkRecurrence extends ChangeInput {
  recurrenceOfId: string;
}

/** A person says that the incident has happened before. */
export function linkRecurrence(ctx: ServiceContext, input: LinkRecurrence): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "linkRecurrence" }, input, async (change) => {
    const { incident, tx } = change;
    if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}`);
    const earlier = await get(tx, id("recurrenceOfId", input.recurrenceOfId), "recurrenceOfId");
    if (earlier.id === incident.id || earlier.detectedAt > incident.detectedAt) throw invalid("recurrenceOfId", "A recurrence points at an earlier incident");
    incident.recurrenceOfId = earlier.id;
    record(change, { kind: "LINKED", summary: `A recurrence of ${nameOf(earlier)}`, details: { recurrenceOfId: earlier.id } });
    await oweAfterwards(change);
    await oweApology(change);
  });
}
