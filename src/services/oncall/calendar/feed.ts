import { ScheduleEntity } from "../../../entities/schedule.entity.ts";
import { hashOf } from "../../access/secret.ts";
import type { ServiceContext } from "../../context.ts";
import { isId } from "../../input.ts";
import { byIds as people } from "../../responder/index.ts";
import { selectOne } from "../../rows.ts";
import { byIds as schedules } from "../../schedule/schedule.store.ts";
import { rosters } from "../roster.store.ts";
import { shiftsIn } from "../schedule.rules.ts";
import { shown, type ShiftOn, spanOf } from "../shifts.ts";
import { shiftsOf } from "../shifts-of.ts";
import { writeCalendar } from "./write-calendar.ts";

type Reader = Pick<ServiceContext, "db" | "now">;

/** A schedule's calendar for whoever has a link to it; null for a wrong one, and for one of a key that has ended. */
export async function scheduleCalendar(ctx: Reader, slug: string, token: string): Promise<string | null> {
  const schedule = await selectOne(ctx, ScheduleEntity, "where slug = $1", [slug]);
  if (!schedule || !(await isLinked(ctx, "schedule_id", schedule.id, token))) return null;
  const period = periodAt(ctx.now());
  const roster = (await rosters(ctx, [schedule.id], period)).get(schedule.id);
  const shifts = roster ? shiftsIn(roster, spanOf(period)).map((shift) => shown(roster, shift)) : [];
  return writeCalendar({
    name: schedule.name, timeZone: schedule.timeZone, stamp: schedule.updatedAt, shifts, people: await people(ctx, idsOf(shifts)), title: (_, person) => `${person}: ${schedule.name}`,
  });
}

/** The calendar of one person's shifts on all schedules. */
export async function personCalendar(ctx: Reader, responderId: string, token: string): Promise<string | null> {
  if (!isId(responderId) || !(await isLinked(ctx, "responder_id", responderId, token))) return null;
  const person = (await people(ctx, [responderId])).get(responderId);
  const shifts = (await shiftsOf(ctx, [responderId], periodAt(ctx.now()))).get(responderId) ?? [];
  if (!person) return null;
  const known = await schedules(ctx, [...new Set(shifts.map(({ scheduleId }) => scheduleId))]);
  const stamp = new Date(Math.max(0, ...[...known.values()].map(({ updatedAt }) => updatedAt.getTime())));
  return writeCalendar({
    name: `On call: ${person.name}`, timeZone: person.timeZone, stamp, shifts, people: new Map([[person.id, person]]), title: ({ scheduleId }) => `On call: ${known.get(scheduleId)?.name}`,
  });
}

const idsOf = (shifts: readonly ShiftOn[]): string[] => [...new Set(shifts.map(({ responderId }) => responderId))];

async function isLinked({ db, now }: Reader, column: "schedule_id" | "responder_id", id: string, token: string): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `select 1 from calendar_link l where l.${column} = $1 and l.token_hash = $2
       and not exists (select 1 from api_key k where k.id::text = l.created_by and (k.revoked_at is not null or k.expires_at <= $3))`,
    [id, hashOf(token), now()],
  );
  return rows.length > 0;
}

/** From the begin of last month to that of the seventh from now: what is cut off at the ends stays the same for a month, and so do its entries. */
function periodAt(now: Date) {
  const month = (ahead: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
  return { from: month(-1), to: month(7) };
}
