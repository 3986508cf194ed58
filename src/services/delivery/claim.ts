import { DeliveryEntity } from "../../entities/delivery.entity.ts";
import type { ServiceContext } from "../context.ts";
import { columnsOf } from "../rows.ts";

/** What goes to one destination with one urgency; what is dead or slow in one holds up no other. */
export interface Lane {
  destination: string;
  priority: number;
}

export interface Claim {
  /** This hub. */
  by: string;
  leaseSeconds: number;
  /** How many at most. */
  limit: number;
  /** Of a lane that is not among `room`. */
  perLane: number;
  room: readonly (Lane & { free: number })[];
  /** Channels that have no room at all. */
  full: readonly string[];
  /** In place of the database's clock, for tests that move it. */
  now: Date | null;
}

/** A delivery with its lease, for how long it had been due when it was written to be, and how old it is. */
export type Claimed = DeliveryEntity & { waitedSeconds: number; ageSeconds: number };

export const claimedColumns = (ctx: Pick<ServiceContext, "db">): string =>
  `${columnsOf(ctx, DeliveryEntity)}, extract(epoch from clock.now - not_before)::float8 as "waitedSeconds", extract(epoch from clock.now - greatest(not_before, created_at))::float8 as "ageSeconds"`;

/** Of an expired lease: whether the remote has it, nobody knows. */
const UNKNOWN = `jsonb_build_array(jsonb_build_object('at', attempted_at, 'ms', null, 'outcome', 'UNKNOWN', 'detail', 'the hub that made it did not tell'))`;

/** What a claim writes; an attempt whose end nobody told is kept as such. */
export const LEASED = `state = 'SENDING', leased_by = $1::uuid, next_at = clock.now + make_interval(secs => $2), attempts = attempts + 1,
  history = case state when 'SENDING' then history || ${UNKNOWN} else history end, first_attempt_at = coalesce(first_attempt_at, clock.now), attempted_at = clock.now`;

/**
 * Leases what is due, from every lane as much as there is room for: one statement, and a commit. Lanes are found by
 * skipping through their index, so that a hundred thousand rows of a dead destination cost no more than one. It does not wait for the disk: a lease
 * that a crash of the database takes back is one that was never given, and the key is the same.
 */
export async function claim(ctx: Pick<ServiceContext, "db">, { by, leaseSeconds, now, room, perLane, full, limit }: Claim): Promise<Claimed[]> {
  const [rows]: [Claimed[]] = await ctx.db.query(
    `with recursive clock as materialized (select coalesce($3::timestamptz, clock_timestamp()) as now, set_config('synchronous_commit', 'off', true)),
     lane as (
       (select destination, priority from delivery where next_at is not null order by destination, priority limit 1)
       union all
       select further.* from lane cross join lateral (
         select destination, priority from delivery where next_at is not null and (destination, priority) > (lane.destination, lane.priority)
         order by destination, priority limit 1) further),
     room as (
       select lane.*, coalesce(known.free, $4) as free from lane
       left join unnest($5::text[], $6::int[], $7::int[]) known(destination, priority, free) using (destination, priority)
       where split_part(destination, ' ', 1) <> all($8)
       order by priority, random()),
     picked as (
       select due.id from clock, room cross join lateral (
         select d.id from delivery d where d.destination = room.destination and d.priority = room.priority and d.next_at <= clock.now
           and d.stopped_at is null order by d.next_at limit room.free for update skip locked) due
       limit $9)
     update delivery set ${LEASED} from picked, clock where delivery.id = picked.id
     returning ${claimedColumns(ctx)}`,
    [by, leaseSeconds, now, perLane, room.map((lane) => lane.destination), room.map((lane) => lane.priority), room.map((lane) => lane.free), full, limit],
  );
  return rows;
}

/** Rows are locked by several at a time in several places: in one order everywhere, so that nobody waits in a circle. */
const heldBy = (by: string, ids: string): string => `select id from delivery where id = any(${ids}) and leased_by = ${by} order by id for update`;

/** Extends the leases of what is still under way. */
export async function renew({ db }: Pick<ServiceContext, "db">, { by, leaseSeconds, now }: Pick<Claim, "by" | "leaseSeconds" | "now">, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.query(`with held as (${heldBy("$1", "$4")})
     update delivery set next_at = coalesce($3::timestamptz, clock_timestamp()) + make_interval(secs => $2) from held where delivery.id = held.id`, [by, leaseSeconds, now, ids]);
}

/** Gives back what was leased and not begun: as if it had never been taken. */
export async function release({ db }: Pick<ServiceContext, "db">, by: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.query(
    `with held as (${heldBy("$1", "$2")})
     update delivery set state = case when stopped_at is not null then 'STOPPED' when history = '[]' then 'PENDING' else 'FAILED' end,
       next_at = case when stopped_at is null then attempted_at end, leased_by = null, attempts = attempts - 1
     from held where delivery.id = held.id`,
    [by, ids],
  );
}
