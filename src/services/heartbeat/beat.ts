import { HeartbeatEntity } from "../../entities/heartbeat.entity.ts";
import { HUB } from "../access/index.ts";
import { hashOf } from "../access/secret.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { changeIncident } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { selectOne } from "../rows.ts";
import { record } from "../timeline/record.ts";

/** A call has come. False for an address that is none, or none any more. `ctx` has to see every incident. */
export async function beat(ctx: ServiceContext, token: string): Promise<boolean> {
  const hash = hashOf(token);
  // The one statement that nearly every call takes.
  const [, punctual]: [unknown, number] = await ctx.db.query(
    `update heartbeat set last_beat_at = greatest(last_beat_at, $2::timestamptz), due_at = greatest(last_beat_at, $2::timestamptz) + make_interval(secs => every + grace) where token_hash = $1 and late_since is null`, [hash, ctx.now()]);
  return punctual > 0 || recover(ctx, hash);
}

/** The first call after a silence, which the incident is told of. */
async function recover(ctx: ServiceContext, hash: string): Promise<boolean> {
  return inTransaction({ ...ctx, actor: HUB }, async (tx) => {
    // The incident before the heartbeat, as whoever applies a silence locks them.
    const asked = await selectOne(tx, HeartbeatEntity, "where token_hash = $1", [hash]);
    if (!asked) return false;
    if (asked.incidentId) await tx.db.query("select 1 from incident where id = $1 for no key update", [asked.incidentId]);
    const found = await selectOne(tx, HeartbeatEntity, "where id = $1 for no key update", [asked.id]);
    if (!found) return false;
    await tx.db.query("update heartbeat set last_beat_at = $2::timestamptz, due_at = $2::timestamptz + make_interval(secs => every + grace), late_since = null where id = $1", [found.id, tx.now()]);
    if (found.lateSince) await tell(tx, found, `${found.name} is heard again after ${words(tx.now().getTime() - found.lateSince.getTime())} of silence beyond its time`);
    return true;
  });
}

/** A note on the incident that its silence opened, unless that has ended. False where there is none to tell. */
export async function tell(tx: ServiceContext, { id, incidentId, name }: HeartbeatEntity, summary: string): Promise<boolean> {
  if (!incidentId) return false;
  const [incident] = await tx.db.query("select status from incident where id = $1", [incidentId]);
  if (!incident || hasEnded(incident)) return false;
  await changeIncident(tx, { name: "heartbeat" }, { incidentId, actorLabel: label(name) }, async (change) => {
    record(change, { kind: "SIGNAL", summary, details: { heartbeatId: id } });
  });
  return true;
}

/** What the timeline calls it. */
export const label = (name: string): string => `Heartbeat ${name}`.slice(0, 200).toWellFormed();

const words = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
};
