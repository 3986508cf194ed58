import { IncidentEntity } from "../../entities/incident.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { Right } from "../access/access.rules.ts";
import { letIn } from "../access/sight.ts";
import { binder, visible } from "../access/visibility.ts";
import { about } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { DomainError, invalid, notFound } from "../errors.ts";
import { once } from "../idempotency/once.ts";
import { given, id, LIMITS, optionalText } from "../input.ts";
import * as plans from "../plan/plan.store.ts";
import * as policies from "../policy/index.ts";
import { selectOne } from "../rows.ts";
import { save, type Change } from "../timeline/record.ts";
import { allowedMoves } from "./incident.rules.ts";
import { get } from "./incident.store.ts";

/** What every input that changes an incident takes. */
export interface ChangeInput {
  incidentId: string;
  expectedRevision?: number | null;
  idempotencyKey?: string | null;
  occurredAt?: Date | null;
  actorLabel?: string | null;
}

export interface Verb {
  /** Its name in the API; part of what an idempotency key stands for. */
  name: string;
  needs?: Right;
  /** A lifecycle act cannot have happened before the detection. */
  lifecycle?: boolean;
}

/**
 * The frame of every verb that changes one incident: authorise, answer a repeated key, lock, compare the expected
 * revision, do the work, and save the row with the events that explain it, all in one transaction.
 */
export function changeIncident(ctx: ServiceContext, verb: Verb, input: ChangeInput, work: (change: Change) => Promise<void>): Promise<IncidentEntity>;
export function changeIncident<T>(ctx: ServiceContext, verb: Verb, input: ChangeInput, work: (change: Change) => Promise<() => T>): Promise<T>;
export function changeIncident<T>(ctx: ServiceContext, verb: Verb, input: ChangeInput, work: (change: Change) => Promise<void | (() => T)>): Promise<T | IncidentEntity> {
  authorise(ctx, verb.needs ?? "incident:write");
  const isOutermost = !ctx.touched;
  return inTransaction(ctx, (tx) =>
    once(tx, verb.name, input, async () => {
      const change = await openChange(tx, verb, input);
      about(tx, `incident/${change.incident.id}`);
      const answer = await work(change);
      await save(change, isOutermost);
      return answer ? answer() : change.incident;
    }, () => get(tx, input.incidentId)),
  );
}

/**
 * Locks the incident until the transaction ends; NOT_FOUND too where the caller may not see it. `field` is the input that
 * named it. Its key stays free: a full lock would make rows that refer to it wait, and two transactions for each other.
 */
export async function openChange(tx: ServiceContext, verb: Verb, input: ChangeInput, field = "incidentId"): Promise<Change> {
  const actorLabel = optionalText("actorLabel", input.actorLabel, LIMITS.name);
  const { values, bind } = binder([id(field, input.incidentId)]);
  const incident = await selectOne(tx, IncidentEntity, `where id = $1 and ${visible(tx, bind)} for no key update of incident`, values);
  if (!incident) throw notFound(`incident ${input.incidentId}`, field);
  if (incident.private) await letIn(tx, incident.id);
  if (given(input.expectedRevision) && input.expectedRevision !== incident.revision) {
    throw new DomainError("STALE_REVISION", `The incident is at revision ${incident.revision}, not ${input.expectedRevision}`, {
      field: "expectedRevision", current: standing(incident),
    });
  }
  // Detected by a clock that goes a little ahead: no step of the lifecycle comes before that.
  const at = verb.lifecycle && incident.detectedAt > tx.now() ? incident.detectedAt : tx.now();
  const change = changeOf(tx, incident, at, actorLabel);
  if (given(input.occurredAt)) change.at = await happened(change, input.occurredAt, verb.lifecycle ?? false);
  return change;
}

/** How it stands, for whoever acted on an older revision, as the API names it; nothing that not every caller may see. */
const standing = (incident: IncidentEntity) => {
  const { id, reference, title, status, severity, severityProvisional, proposedSeverity, revision, reopenCount, eta, updatedAt } = incident;
  return { id, reference, title, status, allowedTransitions: allowedMoves(incident), severity, severityProvisional, proposedSeverity, revision, reopenCount, eta, updatedAt };
};

/** People's acts may say when they happened: not ahead of the hub's clock beyond the tolerance (section 5, Back-dating). */
async function happened({ incident, policy, now }: Change, occurredAt: Date, lifecycle: boolean): Promise<Date> {
  const { clockTolerance } = (await policy()).document;
  refuseFuture("occurredAt", occurredAt, now, clockTolerance);
  if (lifecycle && occurredAt < incident.detectedAt) {
    throw invalid("occurredAt", "occurredAt lies before the detection of the incident", { detectedAt: incident.detectedAt });
  }
  return occurredAt;
}

export function refuseFuture(field: string, value: Date, now: Date, toleranceSeconds: number): void {
  if (value.getTime() <= now.getTime() + toleranceSeconds * 1_000) return;
  throw invalid(field, `${field} lies more than ${toleranceSeconds} s in the future`);
}

/** A change of a row that is locked already, or of a new one. */
export function changeOf(tx: ServiceContext, incident: IncidentEntity, at: Date, actorLabel: string | null): Change {
  return {
    tx, incident, at, now: tx.now(), actorLabel, before: { ...incident }, events: [],
    policy: lazily(() => policies.version(tx, incident.policyVersion)),
    plan: () => plans.planOf(tx, incident),
  };
}

function lazily<T>(read: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined;
  return () => (value ??= read());
}
