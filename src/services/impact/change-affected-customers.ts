import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { AffectedSource } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { oweCalls } from "../follow-up/calls.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { oweAfterwards } from "../incident/owed.ts";
import { given } from "../input.ts";
import type { Change } from "../timeline/record.ts";
import { addCustomers, putOn, removeCustomers } from "./affected-customers.ts";
import { noteImpact } from "./note-impact.ts";
import { pickCustomers, type Ways } from "./pick-customers.ts";
import { recount } from "./recount.ts";
import { inWords } from "./state-impact.ts";

export interface ChangeAffectedCustomers extends ChangeInput, Ways {
  add?: string[] | null;
  remove?: string[] | null;
}

/** Adds and removes accounts in bulk. What changes nothing leaves no event. `source` is how those that are named came. */
export function changeAffectedCustomers(ctx: ServiceContext, input: ChangeAffectedCustomers, source: AffectedSource = "LIST"): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "changeAffectedCustomers" }, input, async (change) => {
    refuseEmpty(change.incident, input);
    const newest: AffectedSource[] = [];
    const note = (of: AffectedSource, added: number) => void (added > 0 && newest.push(of));
    note(source, await addCustomers(change, "add", input.add, source));
    const { picked } = await pickCustomers(change, input);
    for (const { source: of, customerIds } of picked) note(of, await putOn(change, of, customerIds));
    const removed = await removeCustomers(change, "remove", input.remove);
    if (newest.length + removed > 0) await settleImpact(change, newest.at(-1) ?? source);
  });
}

export function refuseEmpty(incident: IncidentEntity, { add, remove, bySegment, byServiceUsage, fromLog }: ChangeAffectedCustomers): void {
  if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}; its customers stay`);
  if (![add, remove, bySegment, byServiceUsage, fromLog].some(given)) throw invalid("add", "Name customers to add or to remove");
}

/** What follows once other accounts are on the incident. */
export async function settleImpact(change: Change, source: AffectedSource): Promise<void> {
  await recount(change);
  await noteImpact(change, inWords(change), { source });
  await oweAfterwards(change);
  await oweCalls(change);
}
