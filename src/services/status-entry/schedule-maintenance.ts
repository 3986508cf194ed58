import { v7 as uuid } from "uuid";
import type { StatusEntryEntity } from "../../entities/status-entry.entity.ts";
import type { MaintenanceState } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { optionalPublicWords, publicWords } from "../guardrail/guard.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { once } from "../idempotency/once.ts";
import { ahead, LIMITS } from "../input.ts";
import * as policies from "../policy/index.ts";
import { componentIds } from "../status-page/check-page.ts";
import { lockComponents } from "./concerned.ts";
import { dueOf, remindOf, wordsOf } from "./maintenance.rules.ts";
import { writeEntry } from "./write-entry.ts";

export interface ScheduleMaintenance {
  title: string;
  body?: string | null;
  scheduledFrom: Date;
  scheduledUntil: Date;
  /** Slugs. */
  components?: readonly string[] | null;
  movesByItself?: boolean | null;
  idempotencyKey?: string | null;
}

/** Announces a maintenance. One whose time has come begins at once. GUARDRAIL where its words speculate or blame. */
export function scheduleMaintenance(ctx: ServiceContext, input: ScheduleMaintenance): Promise<StatusEntryEntity> {
  authorise(ctx, "communication:publish");
  return inTransaction(ctx, (tx) => once(tx, "scheduleMaintenance", input, async () => {
    const now = tx.now();
    const { scheduledFrom, scheduledUntil } = spanOf(input, now);
    const title = await publicWords(tx, "title", input.title, LIMITS.title);
    const known = await lockComponents(tx, await componentIds(tx, "components", input.components ?? []));
    const state: MaintenanceState = scheduledFrom <= now ? "IN_PROGRESS" : "SCHEDULED";
    const movesByItself = input.movesByItself ?? true;
    const { remindBefore } = (await policies.current(tx)).document.subscribers;
    const createdBy = tx.actor.responderId ?? tx.actor.id;
    const entry = {
      id: uuid(), kind: "MAINTENANCE" as const, incidentId: null, title, impact: "MAINTENANCE" as const, state, componentsByHand: true,
      startedAt: state === "IN_PROGRESS" ? now : null, monitoringAt: null, resolvedAt: null, scheduledFrom, scheduledUntil, movesByItself,
      dueAt: dueOf({ state, movesByItself, scheduledFrom, scheduledUntil }), remindAt: remindOf({ state, scheduledFrom }, null, remindBefore, now), createdBy, createdAt: now, updatedAt: now,
    } as const;
    const body = (await optionalPublicWords(tx, "body", input.body, LIMITS.communication)) ?? wordsOf(state);
    const update = { id: uuid(), communicationId: null, state, body, at: now, retractedAt: null, createdBy, updatedAt: now };
    return writeEntry(tx, { before: null, entry, update, known, components: known.map(({ componentId }) => ({ componentId, state: "UNDER_MAINTENANCE" })) });
  }));
}

/** From before until, and an end that lies ahead. */
export function spanOf({ scheduledFrom, scheduledUntil }: { scheduledFrom: Date; scheduledUntil: Date }, now: Date): { scheduledFrom: Date; scheduledUntil: Date } {
  ahead("scheduledUntil", scheduledUntil, now);
  if (scheduledFrom >= scheduledUntil) throw invalid("scheduledUntil", "scheduledUntil must lie after scheduledFrom");
  return { scheduledFrom, scheduledUntil };
}
