import type { ScheduleEntity, ScheduleOverrideEntity } from "../../entities/schedule.entity.ts";
import { duties, fixed } from "./layer.rules.ts";
import { overridden } from "./override.rules.ts";
import type { Span } from "./window.rules.ts";
import { epochOf } from "./zone.rules.ts";

/** All that says who is on call. */
export type Roster = Pick<ScheduleEntity, "timeZone" | "layers" | "temporary" | "history"> & { overrides: readonly Override[] };
export type Override = Pick<ScheduleOverrideEntity, "id" | "kind" | "startsAt" | "endsAt" | "addId" | "removeId" | "priority">;

/** Somebody on call, and what has put them there. */
export interface OnDuty {
  responderId: string;
  /** Place of the layer; null if it is none. */
  layer: number | null;
  turn: number | null;
  overridden: boolean;
}

/** A span in which nothing changes; with nobody, it is a gap. */
export interface Segment extends Span {
  people: OnDuty[];
}

interface Item extends Span {
  of: "history" | "temporary" | "layer";
  /** History and temporary schedules stand in for all else, with people or without. */
  people: readonly string[] | null;
  place: number;
  priority: number;
  turn: number | null;
}

/** The span from begin to end, cut wherever who is on call may change. */
export function segments(roster: Roster, span: Span): Segment[] {
  const items = itemsOf(roster, span).sort((a, b) => a.start - b.start);
  const overrides = roster.overrides.filter(({ startsAt, endsAt }) => endsAt.getTime() > span.start && startsAt.getTime() < span.end);
  const cuts = new Set([span.start, span.end]);
  for (const time of [...items, ...overrides.map(spanOf)].flatMap(({ start, end }) => [start, end])) if (time > span.start && time < span.end) cuts.add(time);
  const times = [...cuts].sort((a, b) => a - b);
  let active: Item[] = [];
  let next = 0;
  return times.slice(0, -1).map((start, at) => {
    active = active.filter(({ end }) => end > start);
    for (let item = items[next]; item && item.start <= start; item = items[++next]) if (item.end > start) active.push(item);
    const now = overrides.filter((one) => one.startsAt.getTime() <= start && one.endsAt.getTime() > start);
    return { start, end: times[at + 1] as number, people: peopleOf(active, now) };
  });
}

const spanOf = ({ startsAt, endsAt }: Override): Span => ({ start: startsAt.getTime(), end: endsAt.getTime() });

function itemsOf({ timeZone, layers, temporary, history }: Roster, span: Span): Item[] {
  const items: Item[] = [];
  const add = (of: Item["of"], place: number, priority: number, all: readonly (Span & { people: readonly string[] | null; turn?: number | null })[]) => {
    for (const { start, end, people, turn = null } of all) items.push({ of, place, priority, start, end, people, turn });
  };
  if (history) {
    add("history", 0, 0, [{ start: history.since === null ? -Infinity : epochOf(history.since), end: epochOf(history.until), people: null }]);
    add("history", 0, 0, fixed(history.shifts, span));
  }
  temporary.forEach(({ startsAt, endsAt, shifts }, place) => {
    add("temporary", place, 0, [{ start: epochOf(startsAt), end: epochOf(endsAt), people: null }]);
    add("temporary", place, 0, fixed(shifts, span));
  });
  layers.forEach((layer, place) => add("layer", place, layer.priority, duties(layer, timeZone, span)));
  return items;
}

function peopleOf(active: readonly Item[], overrides: readonly Override[]): OnDuty[] {
  for (const of of ["history", "temporary"] as const) {
    const standIns = active.filter((item) => item.of === of);
    // Shifts count only while the period to which they belong lasts.
    if (standIns.some(({ people }) => people === null)) return onDuty(standIns);
  }
  const layers = active.filter((item) => item.of === "layer" && item.people?.length);
  const top = Math.max(...layers.map(({ priority }) => priority));
  const people = onDuty(layers.filter(({ priority }) => priority === top).sort((a, b) => a.place - b.place || a.start - b.start));
  return overrides.length > 0 ? overridden(people, overrides) : people;
}

/** Each person once, by the first that has them. */
function onDuty(items: readonly Item[]): OnDuty[] {
  const people = new Map<string, OnDuty>();
  for (const { people: names, of, place, turn } of items) {
    for (const responderId of names ?? []) {
      if (!people.has(responderId)) people.set(responderId, { responderId, layer: of === "layer" ? place : null, turn, overridden: false });
    }
  }
  return [...people.values()];
}
