import type { FixedShift, Layer } from "../../entities/schedule.ts";
import { email } from "../directory/keys.ts";
import type { Reference } from "../directory/list.ts";
import { invalid } from "../errors.ts";
import { list } from "../input.ts";

const MOST_IN_GROUP = 50;

/** Keeps where an input names people. Until their ids are known, their addresses stand in the places of ids. */
export class Named {
  readonly references: Reference[] = [];

  one(field: string, address: string): string {
    const key = email(field, address);
    this.references.push({ list: "responders", key, field });
    return key;
  }

  /** One at least. */
  group(field: string, addresses: readonly string[]): string[] {
    const keys = list(field, addresses, MOST_IN_GROUP).map((address, at) => this.one(`${field}.${at}`, address));
    if (keys.length === 0) throw invalid(field, `${field} must name somebody`);
    return [...new Set(keys)];
  }
}

type IdOf = (key: string) => string;

export const shiftWithIds = (shift: FixedShift, idOf: IdOf): FixedShift => ({ ...shift, responderIds: shift.responderIds.map(idOf) });

export function layerWithIds(layer: Layer, idOf: IdOf): Layer {
  return {
    ...layer,
    rotation: layer.rotation && { ...layer.rotation, participants: layer.rotation.participants.map((group) => group.map(idOf)) },
    responderIds: layer.responderIds.map(idOf),
    shifts: layer.shifts.map((shift) => shiftWithIds(shift, idOf)),
    events: layer.events.map((event) => ({ ...event, responderIds: event.responderIds.map(idOf) })),
  };
}
