import type { Layer } from "../../entities/schedule.ts";
import type { ScheduleEntity } from "../../entities/schedule.entity.ts";
import { authorise } from "../access/authorise.ts";
import { about } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { lockDirectory } from "../directory/lock-directory.ts";
import { save } from "../directory/save.ts";
import { DomainError, notFound } from "../errors.ts";
import { LIMITS, text } from "../input.ts";
import { readCalendar } from "../oncall/calendar/read-calendar.ts";
import { type CalendarInput, checkLayer } from "./check-layer.ts";
import type { ScheduleDraft } from "./check-schedule.ts";
import type { PersonInCalendar } from "./meant.ts";
import { Named } from "./named.ts";
import { SCHEDULES } from "./schedule.list.ts";
import { scheduleOf } from "./schedule.store.ts";

export interface ImportRoster extends CalendarInput {
  scheduleId: string;
  /** Name of the layer that becomes the calendar; a new one, if there is none of this name. */
  layer: string;
}

/** Puts a calendar that is kept elsewhere in the place of one layer; imported again, it replaces what it was. Who was on call until now stays. */
export function importRoster(ctx: ServiceContext, { scheduleId, layer, ...calendar }: ImportRoster): Promise<ScheduleEntity> {
  authorise(ctx, "directory:write");
  const name = text("layer", layer, LIMITS.name);
  return inTransaction(ctx, async (tx) => {
    await lockDirectory(tx);
    const schedule = await scheduleOf(tx, "scheduleId", scheduleId);
    const people = [...(await peopleByName(tx, calendar.text)), ...(calendar.people ?? [])];
    const named = new Named();
    const before = schedule.layers.find((one) => one.name === name);
    const read = checkCalendar(name, { ...calendar, people }, schedule.timeZone, named);
    // What the calendar does not say, such as its place among layers, stays.
    const after: Layer = before ? { ...before, rotation: null, responderIds: [], shifts: [], events: read.events } : read;
    const layers = before ? schedule.layers.map((one) => (one === before ? after : one)) : [...schedule.layers, after];
    const draft: ScheduleDraft = { layers, references: named.references };
    const [outcome] = await save(tx, [{ list: SCHEDULES, draft, id: schedule.id }], "update");
    if (!outcome || outcome instanceof DomainError) throw outcome ?? notFound(`schedule ${scheduleId}`, "scheduleId");
    about(tx, `schedule/${schedule.id}`);
    return outcome.after as ScheduleEntity;
  });
}

/** The fields stand in this input by themselves, not in a layer. */
function checkCalendar(name: string, calendar: CalendarInput, zone: string, named: Named): Layer {
  try {
    const layer = checkLayer("layer", { name, calendar }, zone, named) as Layer;
    named.references.forEach((reference) => (reference.field = plain(reference.field)));
    return layer;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, error.message, { ...error.details, field: plain(String(error.details.field)) });
  }
}

const plain = (field: string): string => field.replace("layer.calendar.", "").replace("layer.calendar", "text").replace(/^(text)\..*$/, "$1");

/** Those people of the directory who alone have a name that stands in the calendar. */
async function peopleByName(tx: ServiceContext, calendar: string): Promise<PersonInCalendar[]> {
  const { entries } = readCalendar(calendar, { timeZone: null }, "text");
  const names = new Set(entries.flatMap(({ who }) => [who.summary, ...who.summary.split(/[,;]/)]).map((one) => one.replace(/^\s*@/, "").trim().toLowerCase()));
  return tx.db.query(
    `select lower(name) as name, min(email) as "responderEmail" from responder where lower(name) = any($1) group by lower(name) having count(*) = 1`, [[...names]]);
}
