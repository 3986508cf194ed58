import { v7 as uuid } from "uuid";
import { StatusEntryEntity } from "../../entities/status-entry.entity.ts";
import type { MaintenanceState } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { optionalPublicWords, publicWords } from "../guardrail/guard.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, DomainError, notFound } from "../errors.ts";
import { once } from "../idempotency/once.ts";
import { given, id, LIMITS } from "../input.ts";
import * as policies from "../policy/index.ts";
import { selectOne } from "../rows.ts";
import { dropReminders } from "../status-telling/reminders.ts";
import { componentIds } from "../status-page/check-page.ts";
import { lockComponents } from "./concerned.ts";
import { dueOf, isOver, maintenanceMoves, remindOf, rescheduledWords, wordsOf } from "./maintenance.rules.ts";
import { spanOf } from "./schedule-maintenance.ts";
import { writeEntry } from "./write-entry.ts";

export interface UpdateMaintenance {
  id: string;
  state?: MaintenanceState | null;
  body?: string | null;
  title?: string | null;
  scheduledFrom?: Date | null;
  scheduledUntil?: Date | null;
  components?: readonly string[] | null;
  movesByItself?: boolean | null;
  idempotencyKey?: string | null;
}

/** Moves, reschedules or says more of a maintenance that is not over. What is left out stays as it is. */
export function updateMaintenance(ctx: ServiceContext, input: UpdateMaintenance): Promise<StatusEntryEntity> {
  authorise(ctx, "communication:publish");
  return inTransaction(ctx, (tx) => once(tx, "updateMaintenance", input, async () => {
    const before = await selectOne(tx, StatusEntryEntity, "where id = $1 and kind = 'MAINTENANCE' for no key update", [id("id", input.id)]);
    if (!before) throw notFound(`maintenance ${input.id}`, "id");
    const was = before.state as MaintenanceState;
    const to = moved(was, input.state);
    if (isOver(was)) throw conflict(`The maintenance is ${was}`);
    return moveMaintenance(tx, before, { ...input, to });
  }));
}

function moved(from: MaintenanceState, to: MaintenanceState | null | undefined): MaintenanceState {
  if (!given(to) || to === from) return from;
  const allowed = maintenanceMoves(from);
  if (allowed.includes(to)) return to;
  throw new DomainError("ILLEGAL_TRANSITION", `A maintenance that is ${from} cannot become ${to}`, { field: "state", from, to, allowed });
}

/** Of a maintenance whose row is locked. `at` is when the move took place, where that was before now. */
export async function moveMaintenance(tx: ServiceContext, before: StatusEntryEntity, input: Omit<UpdateMaintenance, "id" | "state"> & { to: MaintenanceState; at?: Date }): Promise<StatusEntryEntity> {
  const { to, at = tx.now() } = input;
  const now = tx.now();
  const { scheduledFrom: from, scheduledUntil: until } = before;
  if (!from || !until) throw new Error(`The maintenance ${before.id} has no time`);
  const span = { scheduledFrom: input.scheduledFrom ?? from, scheduledUntil: input.scheduledUntil ?? until };
  const isRescheduled = span.scheduledFrom.getTime() !== from.getTime() || span.scheduledUntil.getTime() !== until.getTime();
  if (isRescheduled) spanOf(span, now);
  const { remindBefore } = (await policies.current(tx)).document.subscribers;
  const movesByItself = input.movesByItself ?? before.movesByItself;
  const wanted = given(input.components) ? await componentIds(tx, "components", input.components) : null;
  const known = await lockComponents(tx, wanted ?? [], before.id);
  const components = known.filter(({ componentId, was }) => (wanted ? wanted.includes(componentId) : was !== null)).map(({ componentId }) => ({ componentId, state: "UNDER_MAINTENANCE" as const }));
  const entry = {
    ...before, ...span, movesByItself, state: to, title: given(input.title) ? await publicWords(tx, "title", input.title, LIMITS.title) : before.title, updatedAt: now,
    startedAt: before.startedAt ?? (to === "IN_PROGRESS" ? at : null), monitoringAt: to === "VERIFYING" ? (before.monitoringAt ?? at) : before.monitoringAt,
    resolvedAt: isOver(to) ? at : null, dueAt: dueOf({ state: to, movesByItself, ...span }),
    remindAt: remindOf({ state: to, scheduledFrom: span.scheduledFrom }, { scheduledFrom: from, remindAt: before.remindAt }, remindBefore, now),
  };
  if (before.state === "SCHEDULED" && (to !== "SCHEDULED" || span.scheduledFrom.getTime() !== from.getTime())) await dropReminders(tx, before.id);
  const said = (await optionalPublicWords(tx, "body", input.body, LIMITS.communication)) ?? (to !== before.state ? wordsOf(to) : isRescheduled ? rescheduledWords(span.scheduledFrom, span.scheduledUntil) : null);
  const createdBy = tx.actor.responderId ?? tx.actor.id;
  const update = said === null ? null : { id: uuid(), communicationId: null, state: to, body: said, at: now, retractedAt: null, createdBy, updatedAt: now };
  return writeEntry(tx, { before, entry, update, known, components, since: at, until: at });
}
