import { Temporal } from "temporal-polyfill";

/** Milliseconds since 1970 in UTC. */
export type Epoch = number;
/** A reading of a wall clock, as the milliseconds that it would be in UTC. */
export type Wall = number;

export const SECOND = 1_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A span in which the zone's offset stays; bounded by changes of its clocks. */
export interface Stretch {
  from: Epoch;
  to: Epoch;
  offset: number;
}

const zones = new Map<string, Zone>();

/** What the clocks of a zone show. Temporal knows when they change; between changes it is addition, a thousand times as fast (ADR 18). */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone = new Zone(name);
  zones.set(name, zone);
  return zone;
}

export class Zone {
  private readonly stretches: Stretch[] = [];

  constructor(private readonly name: string) {}

  stretchAt(instant: Epoch): Stretch {
    const known = this.stretches.find(({ from, to }) => from <= instant && instant < to);
    if (known) return known;
    const stretch = this.ask(instant);
    this.stretches.push(stretch);
    return stretch;
  }

  toWall(instant: Epoch): Wall {
    return instant + this.stretchAt(instant).offset;
  }

  /**
   * The instant at which the wall clock shows this. In an hour that is skipped: when the clocks go forward, the first instant that there
   * is. In one that comes twice: the first of the two.
   */
  toInstant(wall: Wall): Epoch {
    // No offset is as large as a day, so that the clock had not shown this yet a day before.
    let stretch = this.stretchAt(wall - DAY);
    while (wall - stretch.offset >= stretch.to) stretch = this.stretchAt(stretch.to);
    return Math.max(wall - stretch.offset, stretch.from);
  }

  /** The instants in between at which clocks go forward, each with the wall times that are skipped. */
  *skipped(from: Epoch, to: Epoch): Generator<{ first: Wall; last: Wall }> {
    for (let stretch = this.stretchAt(from); stretch.to <= to; ) {
      const next = this.stretchAt(stretch.to);
      if (next.offset > stretch.offset) yield { first: stretch.to + stretch.offset, last: stretch.to + next.offset };
      stretch = next;
    }
  }

  private ask(instant: Epoch): Stretch {
    const zoned = (at: Epoch) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(this.name);
    const here = zoned(instant);
    // The transition before is asked for from one millisecond on, since one at this very instant begins the stretch.
    const from = zoned(instant + 1).getTimeZoneTransition("previous")?.epochMilliseconds ?? -Infinity;
    const to = here.getTimeZoneTransition("next")?.epochMilliseconds ?? Infinity;
    return { from, to, offset: here.offsetNanoseconds / 1e6 };
  }
}

/** `2026-03-02T09:00:00` as a reading of a wall clock. */
export const wallOf = (local: string): Wall => Date.parse(`${local}Z`);

export const epochOf = (instant: string): Epoch => Date.parse(instant);

/** Days since 1970-01-01 by the wall clock. */
export const dayOf = (wall: Wall): number => Math.floor(wall / DAY);

/** 1 is Monday, 7 is Sunday; day 0 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
