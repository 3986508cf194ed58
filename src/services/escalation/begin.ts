import { v7 as uuid } from "uuid";
import { EscalationEntity } from "../../entities/escalation.entity.ts";
import type { EscalationTrigger } from "../../entities/vocabulary.ts";
import { insert } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import type { Circumstances } from "./circumstances.ts";

/** A new escalation at `level`, with the ladder as it is now. Nobody is paged yet. */
export async function begin(change: Change, { ladder, top, rules }: Circumstances, trigger: EscalationTrigger | null, level: number): Promise<EscalationEntity> {
  const { pageSteps } = await change.plan();
  const escalation: EscalationEntity = {
    id: uuid(), incidentId: change.incident.id, trigger, level: Math.max(1, level), ladder, waits: pageSteps.length > 0 ? [...pageSteps] : [rules.repeatTopAfter], top,
    climbedAt: null, evidence: [], startedAt: change.now, nextStepAt: null, acknowledgedAt: null, acknowledgedById: null, stoppedAt: null, stopReason: null,
  };
  await insert(change.tx, EscalationEntity, [escalation]);
  return escalation;
}
