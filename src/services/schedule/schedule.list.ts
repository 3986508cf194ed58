import { isDeepStrictEqual } from "node:util";
import { v7 as uuid } from "uuid";
import type { Layer } from "../../entities/schedule.ts";
import type { ScheduleOverrideEntity } from "../../entities/schedule.entity.ts";
import { needed } from "../directory/given.ts";
import type { List } from "../directory/list.ts";
import { notFound } from "../errors.ts";
import { isId } from "../input.ts";
import { checkSchedule, type ScheduleDraft, type ScheduleInput } from "./check-schedule.ts";
import { withPastKept } from "./keep-past.ts";
import { layerWithIds, shiftWithIds } from "./named.ts";
import { linkOverrides, type StoredSchedule, storedSchedules, writeSchedules } from "./write-schedules.ts";

/** The schedules, as create, update and import know them. */
export const SCHEDULES: List<ScheduleInput, ScheduleDraft, StoredSchedule> = {
  name: "schedules",
  noun: "schedule",
  keyField: "slug",
  check: checkSchedule,
  keyOf: ({ slug }) => slug,
  stored: storedSchedules,

  references: ({ teamSlug, references }) => [...(teamSlug ? [{ list: "teams" as const, key: teamSlug, field: "teamSlug" }] : []), ...references],

  complete: (draft, before, { id, key, now, idOf }) => {
    // A draft may keep layers as they are stored, with ids.
    const responder = (address: string) => (isId(address) ? address : idOf("responders", address));
    const after: StoredSchedule = {
      id,
      slug: key,
      name: draft.name ?? needed("name", "schedule", before?.name),
      timeZone: draft.timeZone ?? before?.timeZone ?? "UTC",
      teamId: draft.teamSlug === undefined ? (before?.teamId ?? null) : draft.teamSlug && idOf("teams", draft.teamSlug),
      layers: draft.layers ? layersOf(draft.layers, before?.layers ?? [], responder) : (before?.layers ?? []),
      temporary: draft.temporary?.map((one) => ({ ...one, shifts: one.shifts.map((shift) => shiftWithIds(shift, responder)) })) ?? before?.temporary ?? [],
      history: draft.history === undefined
        ? (before?.history ?? null)
        : draft.history && { ...draft.history, shifts: draft.history.shifts.map((shift) => shiftWithIds(shift, responder)) },
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
      overrides: draft.overrides === undefined ? (before?.overrides ?? []) : overridesOf(draft.overrides, before?.overrides ?? [], { scheduleId: id, now, responder }),
    };
    return before && draft.history === undefined ? withPastKept(before, after, now) : after;
  },

  // The hub's own record of what was served grows with each edit.
  audited: ({ history, ...row }) => ({ ...row, historyUntil: history?.until ?? null }),
  write: writeSchedules,
  link: linkOverrides,
};

function layersOf(drafts: NonNullable<ScheduleDraft["layers"]>, stored: readonly Layer[], idOf: (address: string) => string): Layer[] {
  return drafts.map((draft, at) => {
    if (!("keep" in draft)) return layerWithIds(draft, idOf);
    const kept = stored.find(({ name }) => name === draft.keep);
    if (!kept) throw notFound(`layer "${draft.keep}" of the schedule`, `layers.${at}.name`);
    return kept;
  });
}

/** Those that were there already stay who they are, so that the same import again changes nothing. */
function overridesOf(
  drafts: NonNullable<ScheduleDraft["overrides"]>, stored: readonly ScheduleOverrideEntity[], about: { scheduleId: string; now: Date; responder: (address: string) => string },
): ScheduleOverrideEntity[] {
  const { scheduleId, now, responder } = about;
  const overrides = drafts.map((draft) => {
    const said = { ...draft, scheduleId, addId: draft.addId && responder(draft.addId), removeId: draft.removeId && responder(draft.removeId) };
    const same = stored.find(({ id: _id, createdAt: _at, ...other }) => isDeepStrictEqual(other, said));
    return { id: same?.id ?? uuid(), createdAt: same?.createdAt ?? now, ...said };
  });
  return overrides.sort(inOrder);
}

const inOrder = (a: ScheduleOverrideEntity, b: ScheduleOverrideEntity): number => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1);
