import type { FixedShift, Layer } from "../../entities/schedule.ts";
import { calendarTurns } from "./calendar-turn.rules.ts";
import { happenings } from "./event.rules.ts";
import { type Turn, turns } from "./turn.rules.ts";
import { joined, occurrences, overlap, type Span } from "./window.rules.ts";
import { epochOf, wallOf, zoneOf } from "./zone.rules.ts";

/** People on duty together without a change. */
export interface Duty extends Span {
  people: readonly string[];
  /** Of a rotation: which turn; two turns of one person are two shifts. */
  turn: number | null;
}

/** When a layer would have whom on call, were it alone, as far as that reaches into the span. What never ends by itself ends with the span. */
export function duties(layer: Layer, scheduleZone: string, asked: Span): Duty[] {
  const force = { start: layer.from === null ? -Infinity : epochOf(layer.from), end: layer.until === null ? Infinity : epochOf(layer.until) };
  const span = overlap(asked, force);
  if (span.start >= span.end) return [];
  return within(ofLayer(layer, layer.timeZone ?? scheduleZone, span), [force]);
}

function ofLayer(layer: Layer, zoneName: string, span: Span): Duty[] {
  const windows = () => joined(occurrences(layer.windows, zoneOf(zoneName), span));
  const onDuty = (all: Duty[]) => (layer.windows.length > 0 ? within(all, windows()) : all);
  if (layer.rotation) {
    const { participants, start, timeZone } = layer.rotation;
    const zone = zoneOf(timeZone ?? zoneName);
    const one = ({ start, end, number }: Turn): Duty => ({ start, end, turn: number, people: participants[number % participants.length] ?? [] });
    if (layer.rotation.turns !== "FROM_START") return calendarTurns(layer.rotation, layer.windows, zoneOf(zoneName), span).map(one);
    const begun = overlap(span, { start: zone.toInstant(wallOf(start)), end: Infinity });
    return begun.start < begun.end ? onDuty([...turns(layer.rotation, zone, begun)].map(one)) : [];
  }
  if (layer.shifts.length > 0) return onDuty(fixed(layer.shifts, span));
  if (layer.events.length > 0) {
    return onDuty(layer.events.flatMap((event) => happenings(event, span).map((one) => ({ ...one, people: event.responderIds, turn: null }))));
  }
  return onDuty([{ ...span, people: layer.responderIds, turn: null }]);
}

/** Shifts that reach into the span. */
export const fixed = (shifts: readonly FixedShift[], span: Span): Duty[] =>
  shifts
    .map(({ startsAt, endsAt, responderIds }) => ({ start: epochOf(startsAt), end: epochOf(endsAt), people: responderIds, turn: null }))
    .filter(({ start, end }) => end > span.start && start < span.end);

/** The parts of duties that lie in one of the spans, which are apart and in order. */
function within(all: Duty[], spans: readonly Span[]): Duty[] {
  const parts: Duty[] = [];
  for (const duty of all) {
    for (const span of spans) {
      if (span.end <= duty.start) continue;
      if (span.start >= duty.end) break;
      parts.push({ ...duty, ...overlap(duty, span) });
    }
  }
  return parts;
}
