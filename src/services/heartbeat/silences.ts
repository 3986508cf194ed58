import { HeartbeatEntity } from "../../entities/heartbeat.entity.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { type Deadlines, dueBy } from "../due.ts";
import { declareWithin } from "../incident/declare.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { select } from "../rows.ts";
import { label, tell } from "./beat.ts";

/** Heartbeats as deadlines: one that has been silent for too long opens an incident, once. */
export const silences = (): Deadlines => ({
  name: "heartbeats",
  async upcoming({ db }, until, limit) {
    const rows: { at: Date }[] = await db.query("select due_at as at from heartbeat where due_at <= $1 order by due_at limit $2", [until, limit]);
    return rows.map(({ at }) => at);
  },
  async apply(ctx, limit) {
    let found = 0;
    // Each on its own: one that cannot be declared holds up none of the others.
    const failed: Failed[] = [];
    while (found < limit) {
      const took = await one(ctx, failed.map(({ id }) => id)).catch((error: unknown) => {
        if (!(error instanceof Failed)) throw error;
        failed.push(error);
        return true;
      });
      if (!took) break;
      found += 1;
    }
    const [fault] = failed;
    if (fault) throw fault;
    return found;
  },
});

class Failed extends Error {
  constructor(readonly id: string, cause: unknown) {
    super(`The silence of heartbeat ${id} could not be applied: ${cause instanceof Error ? cause.message : "no reason given"}`, { cause });
  }
}

/** Takes the one that has been due longest, unless another hub is at it. */
function one(ctx: ServiceContext, failed: readonly string[]): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const [late] = await select(tx, HeartbeatEntity, "where due_at <= coalesce($1, statement_timestamp()) and id <> all($2) order by due_at limit 1 for no key update skip locked", [dueBy(ctx), failed]);
    if (!late) return false;
    await silent(tx, late).catch((error: unknown) => Promise.reject(new Failed(late.id, error)));
    return true;
  });
}

async function silent(tx: ServiceContext, late: HeartbeatEntity): Promise<void> {
  const since = late.dueAt ?? tx.now();
  const incidentId = (await goesOn(tx, late)) ? late.incidentId : (await declareFor(tx, late)).id;
  await tx.db.query("update heartbeat set due_at = null, late_since = $2, incident_id = $3 where id = $1", [late.id, since, incidentId]);
}

/** Whether the incident of its last silence is still open; then it hears of this one, too. */
async function goesOn(tx: ServiceContext, late: HeartbeatEntity): Promise<boolean> {
  const [before] = late.incidentId ? await tx.db.query("select status from incident where id = $1", [late.incidentId]) : [];
  return Boolean(before) && isOpen(before) && (await tell(tx, late, `${late.name} is silent again; it was heard last at ${late.lastBeatAt?.toISOString()}`));
}

async function declareFor(tx: ServiceContext, late: HeartbeatEntity) {
  const [names]: { service: string | null; team: string | null }[] = await tx.db.query(
    "select (select slug from service where id = $1) as service, (select slug from team where id = $2) as team", [late.serviceId, late.teamId]);
  return declareWithin(tx, {
    title: late.title, source: "MONITORING", actorLabel: label(late.name), severity: late.severity, reason: late.severity && `Set for the heartbeat ${late.slug}`,
    description: `The heartbeat ${late.slug} is to be called every ${late.every} s, with ${late.grace} s of grace. It was heard last at ${late.lastBeatAt?.toISOString()}.`,
    serviceSlug: names?.service ?? null, ownerTeamSlug: names?.team ?? null,
  });
}
