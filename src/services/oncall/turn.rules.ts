import type { Rotation } from "../../entities/schedule.ts";
import type { RotationUnit } from "../../entities/vocabulary.ts";
import type { Span } from "./window.rules.ts";
import { DAY, type Epoch, HOUR, type Wall, wallOf, type Zone } from "./zone.rules.ts";

export interface Turn extends Span {
  /** How many hand-offs lie between the rotation's start and this turn; negative before it. */
  number: number;
}

const LENGTHS: Record<Exclude<RotationUnit, "MONTHS">, number> = { HOURS: HOUR, DAYS: DAY, WEEKS: 7 * DAY };

/** The turns of a rotation that counts from its start, as far as they reach into the span; also those that it would have had before its start. */
export function* turns(rotation: Rotation, zone: Zone, { start, end }: Span): Generator<Turn> {
  const steps = rotation.unit === "MONTHS" ? months(rotation, zone) : rotation.handOff === "ELAPSED" ? elapsed(rotation, zone) : wallClock(rotation, zone);
  let at = steps.near(start);
  while (steps.at(at + 1) <= start) at++;
  while (steps.at(at) > start) at--;
  for (let number = at - steps.lost(at); steps.at(at) < end; at++) {
    const turn = { start: steps.at(at), end: steps.at(at + 1), number };
    // Two hand-offs that fall on one instant are one: nobody's turn is skipped for it.
    if (turn.start === turn.end) continue;
    yield turn;
    number++;
  }
}

interface Steps {
  at(step: number): Epoch;
  /** A step not far from there. */
  near(instant: Epoch): number;
  /** How many of the steps from the start to this one fell on the instant of another. */
  lost(step: number): number;
}

function elapsed({ unit, every, start }: Rotation, zone: Zone): Steps {
  const length = every * LENGTHS[unit as keyof typeof LENGTHS];
  const first = zone.toInstant(wallOf(start));
  return { at: (step) => first + step * length, near: (instant) => Math.floor((instant - first) / length), lost: () => 0 };
}

function wallClock({ unit, every, start }: Rotation, zone: Zone): Steps {
  const length = every * LENGTHS[unit as keyof typeof LENGTHS];
  const first = wallOf(start);
  return {
    at: (step) => zone.toInstant(first + step * length),
    near: (instant) => Math.floor((zone.toWall(instant) - first) / length),
    lost: (step) => lostSteps(zone, first, length, step),
  };
}

/** Wall times that are skipped all happen when the clocks go forward, and so does the first time behind them. */
function lostSteps(zone: Zone, first: Wall, length: number, step: number): number {
  if (length > DAY || step === 0) return 0;
  const [low, high] = step > 0 ? [0, step] : [step, 0];
  let lost = 0;
  for (const gap of zone.skipped(zone.toInstant(first + low * length) - 1, zone.toInstant(first + high * length))) {
    const steps = Math.min(high, Math.floor((gap.last - first) / length)) - Math.max(low, Math.ceil((gap.first - first) / length));
    lost += Math.max(steps, 0);
  }
  return step > 0 ? lost : -lost;
}

/** The same day of the month, or its last where it has no such day. */
function months({ every, start }: Rotation, zone: Zone): Steps {
  const first = new Date(wallOf(start));
  const wallAt = (step: number): Wall => {
    const wall = new Date(first);
    wall.setUTCMonth(first.getUTCMonth() + step * every, 1);
    const days = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
    return wall.setUTCDate(Math.min(first.getUTCDate(), days));
  };
  return {
    at: (step) => zone.toInstant(wallAt(step)),
    near: (instant) => {
      const wall = new Date(zone.toWall(instant));
      return Math.floor(((wall.getUTCFullYear() - first.getUTCFullYear()) * 12 + wall.getUTCMonth() - first.getUTCMonth()) / every);
    },
    lost: () => 0,
  };
}
