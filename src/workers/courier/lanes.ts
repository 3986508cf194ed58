import type { Lane } from "../../services/delivery/index.ts";

/** Sends at once: of one lane, of one lane whose destination does not answer, and of one channel. */
const AT_ONCE = 64;
const SUSPECT_PAGES_AT_ONCE = 2;
const CHANNEL_AT_ONCE = 256;
/** After so many in a row that nobody answered, a destination is held back, for a time that doubles. */
const SUSPECT_AFTER = 3;
const HOLD_MS = 1_000;
const HOLD_AT_MOST_MS = 30_000;
/** What one answer asks for holds back its whole destination no longer than this; the message itself waits as long as it is asked to. */
const ASKED_AT_MOST_MS = 60_000;
const FORGET_MS = 60_000;

interface State extends Lane {
  underWay: number;
  silences: number;
  /** In the process's own time. */
  heldUntil: number;
  usedAt: number;
  /** What the last claim had room for. */
  offered: number;
  /** Whether that was all taken, so that more may wait. */
  isFull: boolean;
}

/**
 * Who has room. Each destination has a lane for pages and one for what is less urgent, so that neither a dead
 * destination nor twenty thousand e-mails stand before a page. One that does not answer is tried now and then; pages
 * are tried there anyway, few at a time.
 */
export class Lanes {
  private readonly lanes = new Map<string, State>();
  private readonly ofChannel = new Map<string, number>();

  /** Of a lane that is not known yet. */
  readonly perLane = AT_ONCE;

  room(now: number): { room: (Lane & { free: number })[]; full: string[] } {
    for (const [name, lane] of this.lanes) if (lane.underWay === 0 && lane.usedAt + FORGET_MS < now && lane.heldUntil < now) this.lanes.delete(name);
    return {
      room: [...this.lanes.values()].map((lane) => {
        lane.offered = Math.max(0, freeIn(lane, now));
        return { destination: lane.destination, priority: lane.priority, free: lane.offered };
      }),
      full: [...this.ofChannel].filter(([, underWay]) => underWay >= CHANNEL_AT_ONCE).map(([channel]) => channel),
    };
  }

  /** What a claim has brought, lane by lane. */
  claimed(rows: readonly Lane[], now: number): void {
    const counts = new Map<State, number>();
    for (const { destination, priority } of rows) {
      const state = this.stateOf({ destination, priority }, now);
      counts.set(state, (counts.get(state) ?? 0) + 1);
    }
    for (const state of this.lanes.values()) state.isFull = (counts.get(state) ?? 0) >= state.offered;
  }

  /** Whether there may be more for which there is room by now. */
  mayTakeMore(now: number): boolean {
    return [...this.lanes.values()].some((state) => worthAsking(state, now));
  }

  begin({ destination, priority }: Lane, now: number): void {
    const state = this.stateOf({ destination, priority }, now);
    state.underWay += 1;
    state.usedAt = now;
    this.count(state, 1);
  }

  /** `answered`: whether the other side was there; `holdMs`: what it asked for. Whether it is worth looking for more. */
  end(lane: Lane, now: number, answered: boolean, holdMs = 0): boolean {
    const state = this.lanes.get(nameOf(lane));
    if (!state) return false;
    state.underWay -= 1;
    state.silences = answered ? 0 : state.silences + 1;
    const silence = state.silences < SUSPECT_AFTER ? 0 : Math.min(HOLD_AT_MOST_MS, HOLD_MS * 2 ** (state.silences - SUSPECT_AFTER));
    if (lane.priority > 0) state.heldUntil = Math.max(state.heldUntil, now + Math.max(Math.min(holdMs, ASKED_AT_MOST_MS), silence));
    this.count(lane, -1);
    return worthAsking(state, now);
  }

  private stateOf(lane: Lane, now: number): State {
    const state = this.lanes.get(nameOf(lane)) ?? { ...lane, underWay: 0, silences: 0, heldUntil: 0, usedAt: now, offered: AT_ONCE, isFull: false };
    this.lanes.set(nameOf(lane), state);
    return state;
  }

  private count({ destination }: Lane, by: number): void {
    const [channel = ""] = destination.split(" ", 1);
    this.ofChannel.set(channel, (this.ofChannel.get(channel) ?? 0) + by);
  }
}

function widthOf({ priority, silences, heldUntil }: State, now: number): number {
  if (heldUntil > now) return 0;
  if (silences >= SUSPECT_AFTER) return priority === 0 ? SUSPECT_PAGES_AT_ONCE : 1;
  return AT_ONCE;
}

const freeIn = (state: State, now: number): number => widthOf(state, now) - state.underWay;

/** A claim for every single place that becomes free would cost more than it brings. */
const worthAsking = (state: State, now: number): boolean => state.isFull && freeIn(state, now) >= Math.max(1, widthOf(state, now) / 2);

const nameOf = ({ destination, priority }: Lane): string => `${priority} ${destination}`;
