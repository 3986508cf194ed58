import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { oweAfterwards } from "../incident/owed.ts";
import { startCalls } from "../incident/start-follow-up.ts";
import { given } from "../input.ts";
import { addCustomers, addSegment, removeCustomers } from "./affected-customers.ts";
import { noteImpact } from "./note-impact.ts";
import { recount } from "./recount.ts";
import { inWords } from "./state-impact.ts";

export interface ChangeAffectedCustomers extends ChangeInput {
  add?: string[] | null;
  remove?: string[] | null;
  bySegment?: unknown;
}

/** Adds and removes accounts in bulk. What changes nothing leaves no event. */
export function changeAffectedCustomers(ctx: ServiceContext, input: ChangeAffectedCustomers): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "changeAffectedCustomers" }, input, async (change) => {
    if (hasEnded(change.incident)) throw conflict(`The incident is ${change.incident.status}; its customers stay`);
    if (!given(input.add) && !given(input.remove) && !given(input.bySegment)) throw invalid("add", "Name customers to add or to remove");
    const added = (await addCustomers(change, "add", input.add)) + (given(input.bySegment) ? await addSegment(change, input.bySegment) : 0);
    const removed = await removeCustomers(change, "remove", input.remove);
    if (added + removed === 0) return;
    await recount(change);
    await noteImpact(change, inWords(change));
    await oweAfterwards(change);
    await startCalls(change);
  });
}
