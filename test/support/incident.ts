import { expect } from "vitest";
import { ClockEntity } from "../../src/entities/clock.entity.ts";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import type { ClockKind, IncidentStatus } from "../../src/entities/vocabulary.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { DomainError } from "../../src/services/errors.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { select } from "../../src/services/rows.ts";
import { since, type TimelineEvent } from "../../src/services/timeline/index.ts";
import { anIncident } from "./build.ts";

/** Nobody watches for a regression; the override says so. */
export const OVERRIDE = { overrideReason: "A drill" };

/** Brought there by its verbs, all at the context's time. Without a severity SEV3, so that no post-mortem is owed. */
export async function anIncidentAt(ctx: ServiceContext, status: IncidentStatus, over: Partial<incidents.DeclareIncident> = {}): Promise<IncidentEntity> {
  const declared = await anIncident(ctx, over);
  const input = { incidentId: declared.id };
  if (status === "DETECTED") return declared;
  if (status === "CANCELLED") return incidents.cancel(ctx, input);
  if (status === "TRIAGED") return aTriaged(ctx, declared);
  let incident = await incidents.startMitigation(ctx, input);
  if (status === "MITIGATING") return incident;
  incident = await incidents.resolve(ctx, { ...input, ...OVERRIDE });
  if (status === "RESOLVED") return incident;
  if (status === "POST_MORTEM" || incident.postMortemOwed) incident = await incidents.startPostMortem(ctx, input);
  return status === "POST_MORTEM" ? incident : incidents.close(ctx, input);
}

/** What has only just been detected is over. */
export async function isOver(ctx: ServiceContext, { id }: Pick<IncidentEntity, "id">): Promise<IncidentEntity> {
  await incidents.startMitigation(ctx, { incidentId: id });
  return incidents.resolve(ctx, { incidentId: id, ...OVERRIDE });
}

async function aTriaged(ctx: ServiceContext, { id, featureState, ownerTeamId }: IncidentEntity): Promise<IncidentEntity> {
  if (!ownerTeamId) await ctx.db.query("insert into team values ($1, $2, 'Owners', false, $3) on conflict do nothing", [id, `owners-of-${id}`, ctx.now()]);
  return incidents.triage(ctx, { incidentId: id, impact: { featureState: featureState ?? "DEGRADED" }, ...(ownerTeamId ? {} : { ownerTeamSlug: `owners-of-${id}` }) });
}

export const eventsOf = (ctx: ServiceContext, incidentId: string): Promise<TimelineEvent[]> => since(ctx, incidentId, 0);

/** What the timeline says, from the revision after `revision` on. */
export const saidOf = async (ctx: ServiceContext, { id, revision = 0 }: { id: string; revision?: number }): Promise<string[]> =>
  (await since(ctx, id, revision)).map(({ kind, summary }) => `${kind}: ${summary}`);

/** An incident's clocks of a kind, in the order they began. */
export const clocksOf = (ctx: ServiceContext, incidentId: string, kind: ClockKind): Promise<ClockEntity[]> =>
  select(ctx, ClockEntity, "where incident_id = $1 and kind = $2 order by started_at, due_at, id", [incidentId, kind]);

/** The last of them. */
export async function clockOf(ctx: ServiceContext, incidentId: string, kind: ClockKind): Promise<ClockEntity | undefined> {
  return (await clocksOf(ctx, incidentId, kind)).at(-1);
}

const KEPT = ["timeline_event", "timeline_mark", "clock", "role_assignment", "affected_customer", "impact_snapshot", "action_item", "communication", "escalation", "impact_figure", "outreach_entry", "outreach_note"];

/** All that the database holds of an incident. */
export async function traceOf(ctx: ServiceContext, incidentId: string): Promise<unknown> {
  const rows = KEPT.map((table) => `(select jsonb_agg(to_jsonb(${table}) order by to_jsonb(${table})) from ${table} where incident_id = $1) as ${table}`);
  const [trace] = await ctx.db.query(`select (select to_jsonb(incident) from incident where id = $1) as incident, ${rows.join(", ")}`, [incidentId]);
  return trace;
}

/** The refusal of what was asked for; all is on record as it was before. */
export async function refusal(ctx: ServiceContext, incidentId: string, act: () => Promise<unknown>): Promise<DomainError> {
  const before = await traceOf(ctx, incidentId);
  const error = await Promise.resolve().then(act).then(() => "It was allowed", (error: unknown) => error);
  expect(error).toBeInstanceOf(DomainError);
  expect(await traceOf(ctx, incidentId)).toEqual(before);
  return error as DomainError;
}
