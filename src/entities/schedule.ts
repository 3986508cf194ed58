import type { HandOffClock, RotationUnit, TurnCount } from "./vocabulary.ts";

/** Those who have a turn together. */
export type Group = string[];

/** People in turn. Local times are RFC 3339 without an offset, such as `2026-03-02T09:00:00`. */
export interface Rotation {
  unit: RotationUnit;
  /** Units in a turn. */
  every: number;
  /** The first hand-off, by the wall clock of the zone. Before it nobody of the rotation is on call. */
  start: string;
  /** IANA name; null: the layer's. */
  timeZone: string | null;
  turns: TurnCount;
  handOff: HandOffClock;
  /** Responder ids. */
  participants: Group[];
}

/** On these weekdays (1 is Monday), from this time on, for so many seconds of the wall clock. */
export interface Window {
  days: number[];
  /** `HH:MM` or `HH:MM:SS`. */
  from: string;
  /** Seconds. */
  lasts: number;
}

/** A fixed span, such as of a roster. RFC 3339 in UTC. */
export interface FixedShift {
  responderIds: Group;
  startsAt: string;
  endsAt: string;
}

/** An entry of a calendar that is kept elsewhere. */
export interface CalendarEvent {
  responderIds: Group;
  /** By the wall clock of `timeZone`. */
  start: string;
  /** Seconds of the wall clock. */
  lasts: number;
  timeZone: string;
  /** RRULE without its name; null for one that happens once. */
  rule: string | null;
  /** Local starts at which it does not happen. */
  except: string[];
}

/** One of `rotation`, `responderIds`, `shifts` and `events` says who. */
export interface Layer {
  name: string;
  /** While somebody of a higher layer is on call, lower ones are not; equal ones are together. */
  priority: number;
  timeZone: string | null;
  /** In force from, and until (RFC 3339). */
  from: string | null;
  until: string | null;
  rotation: Rotation | null;
  responderIds: Group;
  shifts: FixedShift[];
  events: CalendarEvent[];
  /** When the layer is on duty; none: always. */
  windows: Window[];
}

/** Shifts that stand in for all else during a span. */
export interface TemporarySchedule {
  startsAt: string;
  endsAt: string;
  shifts: FixedShift[];
}

/** From `since` (null: ever) until `until` these shifts are what happened, whatever the layers say now. */
export interface History {
  since: string | null;
  until: string;
  shifts: FixedShift[];
}
