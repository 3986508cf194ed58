import { DeliveryEntity } from "../../entities/delivery.entity.ts";
import type { AttemptOutcome } from "../../entities/vocabulary.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { clip } from "../text.rules.ts";
import { listsByKey } from "../load.ts";
import { columnsOf } from "../rows.ts";

/** How an attempt ended, and what becomes of its delivery. */
export interface Ended {
  id: string;
  incidentId: string | null;
  /** STOPPED: it was not handed over, since it must not go out any more. */
  state: "SENT" | "FAILED" | "DEAD" | "STOPPED";
  /** Null where no attempt was made. */
  outcome: AttemptOutcome | null;
  detail: string;
  ms: number;
  /** Until the next attempt; null where there is none. */
  waitSeconds: number | null;
}

/** What nobody will get this way. */
export interface Undeliverable {
  delivery: DeliveryEntity;
  reason: string;
  /** Whether there is no other way left on which the person was reached or still may be. */
  isLast: boolean;
}

/** Called within the transaction that writes it, which has locked the incident. */
export type OnUndeliverable = (tx: ServiceContext, undeliverable: readonly Undeliverable[]) => Promise<void>;

const LONGEST_DETAIL = 500;

/** Writes how attempts ended, of leases that are still `by`'s; that the remote has it is true whosever the lease is now. */
export async function recordEnded(ctx: Pick<ServiceContext, "db">, by: string, now: Date | null, ended: readonly Ended[]): Promise<DeliveryEntity[]> {
  if (ended.length === 0) return [];
  const rows = ended.map(({ id, state, outcome, detail, ms, waitSeconds }) => ({ id, state, outcome, detail: clip(detail, LONGEST_DETAIL), ms: Math.round(ms), wait: waitSeconds }));
  const [written]: [DeliveryEntity[]] = await ctx.db.query(
    `with clock as materialized (select coalesce($2::timestamptz, clock_timestamp()) as now),
     r as (select * from jsonb_to_recordset($3::jsonb) r(id uuid, state text, outcome text, detail text, ms integer, wait float8)),
     held as (
       select d.id from delivery d join r on r.id = d.id where d.leased_by = $1 or (r.state = 'SENT' and d.state <> 'SENT') order by d.id for update of d)
     update delivery set
       state = case when r.state <> 'SENT' and stopped_at is not null then 'STOPPED' else r.state end,
       next_at = case when r.state = 'FAILED' and stopped_at is null then clock.now + make_interval(secs => r.wait) end, leased_by = null,
       stopped_at = case r.state when 'STOPPED' then coalesce(stopped_at, clock.now) else stopped_at end, attempts = case r.state when 'STOPPED' then attempts - 1 else attempts end,
       accepted_at = case r.state when 'SENT' then clock.now end, answer = case r.state when 'SENT' then r.detail end,
       last_error = case r.state when 'SENT' then last_error else r.detail end,
       history = case when r.outcome is null then history else history || jsonb_build_array(jsonb_build_object('at', attempted_at, 'ms', r.ms, 'outcome', r.outcome, 'detail', r.detail)) end
     from held join r using (id), clock where delivery.id = held.id returning ${columnsOf(ctx, DeliveryEntity)}`,
    [by, now, JSON.stringify(rows)],
  );
  return written;
}

/**
 * The same for those that are given up: the next way to the person is taken at once, and whoever is to act on it is
 * told in the same transaction. An incident is locked before its deliveries, as by whoever acknowledges.
 */
export async function recordDead(ctx: ServiceContext, by: string, now: Date | null, ended: readonly Ended[], tell: OnUndeliverable): Promise<void> {
  for (const [incidentId, dead] of listsByKey([...ended], (one) => one.incidentId)) {
    await inTransaction(ctx, async (tx) => {
      if (incidentId) await tx.db.query("select 1 from incident where id = $1 for no key update", [incidentId]);
      const written = (await recordEnded(tx, by, now, dead)).filter(({ state }) => state === "DEAD");
      const told = await nextWays(tx, now, written);
      if (told.length > 0) await tell(tx, told);
    });
  }
}

async function nextWays(tx: ServiceContext, now: Date | null, dead: readonly DeliveryEntity[]): Promise<Undeliverable[]> {
  const ids = dead.flatMap(({ notificationId }) => notificationId ?? []);
  if (ids.length > 0) {
    await tx.db.query(
      `with clock as materialized (select coalesce($2::timestamptz, clock_timestamp()) as now),
       next as (select distinct on (notification_id) id from delivery where notification_id = any($1) and state = 'PENDING' and attempts = 0 order by notification_id, not_before)
       update delivery set next_at = clock.now, not_before = clock.now from next, clock where delivery.id = next.id and next_at > clock.now`, [ids, now]);
  }
  const alive: { id: string }[] = ids.length === 0 ? [] : await tx.db.query("select distinct notification_id as id from delivery where notification_id = any($1) and (next_at is not null or state = 'SENT')", [ids]);
  const open = new Set(alive.map(({ id }) => id));
  const told = dead.map((delivery) => ({ delivery, reason: delivery.lastError ?? "", isLast: delivery.notificationId === null || !open.has(delivery.notificationId) }));
  for (const { delivery, reason } of told.filter(({ isLast, delivery: { notificationId } }) => isLast && notificationId)) {
    await tx.db.query("update notification set unreachable = coalesce(unreachable, $2) where id = $1", [delivery.notificationId, `${delivery.channel} to ${delivery.address}: ${reason}`]);
  }
  return told;
}
