import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { authorise } from "../access/authorise.ts";
import { about } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { once } from "../idempotency/once.ts";
import * as impact from "../impact/index.ts";
import { id, LIMITS, optionalText } from "../input.ts";
import { takeOver } from "../outreach/take-over.ts";
import { record, save, type Change } from "../timeline/record.ts";
import { cancelWithin } from "./cancel.ts";
import { type ChangeInput, openChange } from "./change.ts";
import { isOpen, nameOf } from "./incident.rules.ts";
import { get } from "./incident.store.ts";
import { refuseIllegal } from "./move.ts";
import { oweAfterwards } from "./owed.ts";

export interface MergeIncident extends ChangeInput {
  intoId: string;
  reason?: string | null;
}

const VERB = { name: "mergeIncident", lifecycle: true };

/**
 * Cancels a duplicate in favour of the survivor, which takes over its customers and open actions. Both
 * references keep answering. Returns the duplicate.
 */
export function merge(ctx: ServiceContext, input: MergeIncident): Promise<IncidentEntity> {
  authorise(ctx, "incident:write");
  const from = id("incidentId", input.incidentId);
  const into = id("intoId", input.intoId);
  if (from === into) throw invalid("intoId", "An incident cannot be merged into itself");
  return inTransaction(ctx, (tx) =>
    once(tx, VERB.name, input, async () => {
      about(tx, `incident/${from}`);
      const { duplicate, survivor } = await lockBoth(tx, input, from < into);
      refuseIllegal(duplicate, "CANCELLED");
      if (!isOpen(survivor.incident)) throw conflict(`${survivor.incident.reference} is ${survivor.incident.status}; merge into an open incident`, { field: "intoId" });
      await take(survivor, duplicate);
      const reason = optionalText("reason", input.reason, LIMITS.note);
      duplicate.incident.mergedIntoId = survivor.incident.id;
      await cancelWithin(duplicate, `Merged into ${nameOf(survivor.incident)}${reason ? `: ${reason}` : ""}`, { mergedInto: nameOf(survivor.incident), reason });
      record(survivor, { kind: "LINKED", summary: `${nameOf(duplicate.incident)} was merged into this incident`, details: { merged: nameOf(duplicate.incident), reason } });
      await save(duplicate);
      await save(survivor);
      return duplicate.incident;
    }, () => get(tx, from)),
  );
}

/** In the order of their ids, so that two merges across each other do not wait for one another. */
async function lockBoth(tx: ServiceContext, input: MergeIncident, duplicateFirst: boolean) {
  const lockDuplicate = () => openChange(tx, VERB, input);
  const lockSurvivor = () => openChange(tx, VERB, { incidentId: input.intoId, actorLabel: input.actorLabel ?? null }, "intoId");
  const first = duplicateFirst ? await lockDuplicate() : await lockSurvivor();
  const second = duplicateFirst ? await lockSurvivor() : await lockDuplicate();
  return duplicateFirst ? { duplicate: first, survivor: second } : { duplicate: second, survivor: first };
}

async function take(survivor: Change, duplicate: Change): Promise<void> {
  const { tx, now } = survivor;
  const ids = [duplicate.incident.id, survivor.incident.id];
  const moved = await tx.db.query(
    `insert into affected_customer (incident_id, customer_id, source, recorded_at)
     select $2::uuid, customer_id, 'MERGE', $3::timestamptz from affected_customer where incident_id = $1 on conflict do nothing returning 1`, [...ids, now]);
  await tx.db.query("update action_item set incident_id = $2 where incident_id = $1 and state in ('PENDING', 'IN_PROGRESS') and handed_to is null", ids);
  await takeOver(survivor, duplicate.incident.id);
  if (moved.length === 0) return;
  await impact.recount(survivor);
  await impact.noteImpact(survivor, impact.inWords(survivor), { source: "MERGE" });
  await oweAfterwards(survivor);
}
