import type { Layer, Rotation } from "../../src/entities/schedule.ts";
import type { Override, Roster } from "../../src/services/oncall/roster.rules.ts";

export const aRotation = (over: Partial<Rotation> = {}): Rotation => ({
  unit: "WEEKS", every: 1, start: "2026-03-02T09:00:00", timeZone: null, turns: "FROM_START", handOff: "WALL_CLOCK", participants: [["A"], ["B"], ["C"]], ...over,
});

export const aLayer = (over: Partial<Layer> = {}): Layer => ({
  name: "layer", priority: 0, timeZone: null, from: null, until: null, rotation: null, responderIds: [], shifts: [], events: [], windows: [], ...over,
});

export const aRoster = (over: Partial<Roster> = {}): Roster => ({ timeZone: "UTC", layers: [], temporary: [], history: null, overrides: [], ...over });

let made = 0;
export const anOverride = (over: Partial<Override> = {}): Override => ({
  id: `override-${++made}`, kind: "TAKE_OVER", startsAt: new Date("2026-03-02T00:00:00Z"), endsAt: new Date("2026-03-03T00:00:00Z"), addId: null, removeId: null, priority: 0, ...over,
});
