import { COMPONENT_STATES, type ComponentState } from "../../entities/vocabulary.ts";
import type { Day } from "./days.rules.ts";
import { worstOf } from "../status-component/state.rules.ts";

/** A time in which a component was in a state other than OPERATIONAL; in milliseconds, and without an end while it lasts. Spans may overlap: the worst counts. */
export interface Span {
  state: ComponentState;
  from: number;
  until: number | null;
}

/** How much of the time in a state is downtime, from 0 to 1. */
export interface Weights {
  degraded: number;
  partial: number;
  major: number;
}

export interface DayOfHistory {
  /** As the page's zone has it: `2030-01-31`. */
  date: string;
  /** How long the component was in each state on that day, in seconds; all 0 before it was there. */
  seconds: Record<ComponentState, number>;
  /** The worst of the day; null before the component was there. */
  worst: ComponentState | null;
  /** In percent, cut off behind the second decimal; null where nothing counts: before it was there, or under maintenance all day. */
  uptime: number | null;
}

export interface History {
  days: DayOfHistory[];
  uptime: number | null;
}

const nothing = (): Record<ComponentState, number> => ({ OPERATIONAL: 0, UNDER_MAINTENANCE: 0, DEGRADED_PERFORMANCE: 0, PARTIAL_OUTAGE: 0, MAJOR_OUTAGE: 0 });

/** Each day's seconds by state, and the uptime of each and of all of them. `days` are in order and without gaps; nothing counts before `startsAt` and after `now`. */
export function historyOf({ days, spans, startsAt, now, weights }: { days: readonly Day[]; spans: readonly Span[]; startsAt: number; now: number; weights: Weights }): History {
  const from = Math.max(startsAt, days[0]?.from ?? now);
  const seconds = days.map(nothing);
  let day = 0;
  for (const stretch of stretches(spans, from, now)) {
    while (day < days.length && (days[day] as Day).until <= stretch.from) day += 1;
    for (let at = day; at < days.length && (days[at] as Day).from < stretch.until; at += 1) {
      const { from: begins, until: ends } = days[at] as Day;
      (seconds[at] as Record<ComponentState, number>)[stretch.state] += (Math.min(stretch.until, ends) - Math.max(stretch.from, begins)) / 1_000;
    }
  }
  const all = nothing();
  for (const one of seconds) for (const state of COMPONENT_STATES) all[state] += one[state];
  return {
    days: days.map(({ date }, at) => {
      const one = seconds[at] as Record<ComponentState, number>;
      const seen = COMPONENT_STATES.filter((state) => one[state] > 0);
      return { date, seconds: one, worst: seen.length > 0 ? worstOf(seen) : null, uptime: uptimeOf(one, weights) };
    }),
    uptime: uptimeOf(all, weights),
  };
}

/** In percent; an outage of a second shows, so it is cut off and not rounded. Time under maintenance was promised to nobody. */
export function uptimeOf(seconds: Record<ComponentState, number>, { degraded, partial, major }: Weights): number | null {
  const counted = seconds.OPERATIONAL + seconds.DEGRADED_PERFORMANCE + seconds.PARTIAL_OUTAGE + seconds.MAJOR_OUTAGE;
  if (counted === 0) return null;
  const down = seconds.DEGRADED_PERFORMANCE * degraded + seconds.PARTIAL_OUTAGE * partial + seconds.MAJOR_OUTAGE * major;
  // What floats add far behind the point must not cut a hundredth off.
  return Math.floor(Math.round((1 - down / counted) * 1e9) / 1e5) / 100;
}

interface Stretch {
  state: ComponentState;
  from: number;
  until: number;
}

/** From `from` to `until` without gaps, each in the worst state of all spans that cover it. */
function* stretches(spans: readonly Span[], from: number, until: number): Generator<Stretch> {
  const turns = spans.flatMap((span) => {
    const [begins, ends] = [Math.max(span.from, from), Math.min(span.until ?? until, until)];
    return begins < ends ? [{ at: begins, state: span.state, by: 1 }, { at: ends, state: span.state, by: -1 }] : [];
  }).sort((a, b) => a.at - b.at);
  const open = nothing();
  let since = from;
  let state: ComponentState = "OPERATIONAL";
  for (const turn of turns) {
    if (turn.at > since) yield { state, from: since, until: turn.at };
    since = Math.max(since, turn.at);
    open[turn.state] += turn.by;
    state = worstOf(COMPONENT_STATES.filter((one) => open[one] > 0));
  }
  if (since < until) yield { state, from: since, until };
}
