import type { Severity } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { refuseVendor } from "../access/vendor.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { openChange } from "../incident/change.ts";
import { LIMITS, list } from "../input.ts";
import type { Change } from "../timeline/record.ts";
import { customersNamed, putOn, removeCustomers } from "./affected-customers.ts";
import { type ChangeAffectedCustomers, refuseEmpty, settleImpact } from "./change-affected-customers.ts";
import { affectedBy } from "./impact.rules.ts";
import { pickCustomers } from "./pick-customers.ts";

/** What `changeAffectedCustomers` would do. */
export interface AffectedCustomersPreview {
  /** Distinct accounts that the input names or chooses. */
  matched: number;
  added: number;
  alreadyThere: number;
  removed: number;
  repeated: number;
  unknown: string[];
  unknownCount: number;
  customersAffected: number;
  strategicAffected: number;
  revenueAtRiskTotal: { amount: string; currency: string };
  severity: Severity;
  proposedSeverity: Severity | null;
  escalates: boolean;
}

class Undone extends Error {}

const SHOWN = 100;

/** Does it and takes it back: the figures are those that would be, by the same rules, and nothing is left of it. */
export async function previewAffectedCustomers(ctx: ServiceContext, input: ChangeAffectedCustomers): Promise<AffectedCustomersPreview> {
  authorise(ctx, "incident:write");
  const found: { preview?: AffectedCustomersPreview } = {};
  await inTransaction(ctx, async (tx) => {
    const change = await openChange(tx, { name: "previewAffectedCustomers" }, input);
    await refuseVendor(tx, change.incident.id);
    refuseEmpty(change.incident, input);
    found.preview = await tried(change, input);
    throw new Undone();
  }).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return found.preview as AffectedCustomersPreview;
}

async function tried(change: Change, input: ChangeAffectedCustomers): Promise<AffectedCustomersPreview> {
  const { tx, incident, events } = change;
  const wanted = list("add", input.add, LIMITS.list);
  const named = await customersNamed(tx, [...new Set(wanted)]);
  const { picked, log } = await pickCustomers(change, input);
  const all = [{ source: "LIST" as const, customerIds: [...named.values()] }, ...picked];
  const matched = new Set(all.flatMap(({ customerIds }) => customerIds)).size;
  let added = 0;
  for (const { source, customerIds } of all) added += await putOn(change, source, customerIds);
  const removed = await removeCustomers(change, "remove", input.remove);
  if (added + removed > 0) await settleImpact(change, "LIST");
  const unknown = [...new Set([...wanted.filter((one) => !named.has(one)), ...(log?.unknown ?? [])])];
  return {
    matched, added, alreadyThere: matched - added, removed, repeated: (log?.repeated ?? 0) + wanted.length - new Set(wanted).size,
    unknown: unknown.slice(0, SHOWN), unknownCount: unknown.length,
    customersAffected: affectedBy(incident), strategicAffected: incident.strategicAffected,
    revenueAtRiskTotal: { amount: incident.revenueAtRiskTotal, currency: incident.revenueCurrency },
    severity: incident.severity, proposedSeverity: incident.proposedSeverity,
    escalates: events.some(({ kind }) => kind === "ESCALATION"),
  };
}
