import { DeliveryEntity } from "../../entities/delivery.entity.ts";
import type { ServiceContext } from "../context.ts";
import { columnsOf } from "../rows.ts";
import { type Claim, type Claimed, claimedColumns, LEASED } from "./claim.ts";

type Taken = Pick<Claim, "by" | "leaseSeconds" | "now">;

/**
 * Of what was claimed and may be bundled, what goes out now: each with all else that waits for the same person on the
 * same channel, under one `bundle`; or nothing, where that person had a message within the window: then it waits for the
 * window's end. What went out together before, and failed, goes together again and takes nothing new along.
 */
export async function gather(ctx: Pick<ServiceContext, "db">, taken: Taken, claimed: readonly Claimed[], windowSeconds: number): Promise<Claimed[]> {
  if (claimed.length === 0) return [];
  return ctx.db.transaction(async (db) => {
    const tx = { db };
    const ids = claimed.map(({ id }) => id);
    // Two hubs that hold messages to one person see each other's bundles.
    await db.query(
      `select pg_advisory_xact_lock(hashtextextended('delivery ' || responder_id || channel, 0)) from (
         select distinct responder_id, channel from delivery where id = any($1) order by responder_id, channel) recipient`, [ids]);
    await db.query(HOLD, [taken.by, ids, windowSeconds, taken.now]);
    const [rows]: [Claimed[]] = await db.query(
      `with clock as materialized (select coalesce($3::timestamptz, clock_timestamp()) as now),
       mine as (select id, responder_id, channel, bundle, min(id::text) filter (where bundle is null) over (partition by responder_id, channel)::uuid as leader from delivery where id = any($4) and leased_by = $1),
       along as (
         select d.id, coalesce(mine.bundle, mine.leader) as bundle from clock cross join mine join delivery d on d.responder_id = mine.responder_id and d.channel = mine.channel
           and d.bundle is not distinct from mine.bundle
         where d.may_bundle and d.next_at <= clock.now and d.stopped_at is null and (mine.bundle is not null or d.attempts = 0)
         for update of d skip locked),
       members as (select distinct on (id) id, bundle from (select id, coalesce(bundle, leader) as bundle from mine union all select * from along) every order by id, bundle)
       update delivery set ${LEASED}, bundle = members.bundle from members, clock where delivery.id = members.id and delivery.leased_by is distinct from $1
       returning ${claimedColumns(tx)}`,
      [taken.by, taken.leaseSeconds, taken.now, ids]);
    const own: DeliveryEntity[] = (await db.query(
      `with mine as (select id, min(id::text) filter (where bundle is null) over (partition by responder_id, channel)::uuid as leader from delivery where id = any($2) and leased_by = $1)
       update delivery set bundle = coalesce(bundle, mine.leader) from mine where delivery.id = mine.id returning ${columnsOf(tx, DeliveryEntity)}`, [taken.by, ids]))[0];
    const before = new Map(claimed.map((one) => [one.id, one]));
    return [...own.map((row) => ({ ...(before.get(row.id) as Claimed), ...row })), ...rows];
  });
}

/** Back into the queue, to the end of the window that another message to the same person began. */
const HOLD = `
  with clock as materialized (select coalesce($4::timestamptz, clock_timestamp()) as now),
  held as (
    select mine.id, max(other.attempted_at) as last from clock cross join delivery mine join delivery other
      on other.responder_id = mine.responder_id and other.channel = mine.channel and other.attempted_at > clock.now - make_interval(secs => $3)
      and (other.bundle is not null or not other.may_bundle)
    where mine.id = any($2) and mine.leased_by = $1 and mine.bundle is null and other.id <> all($2) group by mine.id)
  update delivery set state = 'PENDING', leased_by = null, next_at = held.last + make_interval(secs => $3), attempts = attempts - 1,
    first_attempt_at = null, attempted_at = null
  from held where delivery.id = held.id`;
