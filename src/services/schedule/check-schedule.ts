import type { History, Layer, TemporarySchedule } from "../../entities/schedule.ts";
import { clearable, draftOf, kept, type Maybe } from "../directory/given.ts";
import { slug } from "../directory/keys.ts";
import type { Draft, Reference } from "../directory/list.ts";
import { LIMITS, list, text } from "../input.ts";
import { timeZone } from "../time-zone.ts";
import { checkLayer, type KeptLayer, type LayerInput } from "./check-layer.ts";
import { checkOverride, type OverrideDraft, type OverrideInput, refuseClash } from "./check-override.ts";
import { checkHistory, checkTemporary, type HistoryInput, type TemporaryInput } from "./check-shift.ts";
import { Named } from "./named.ts";

export interface ScheduleInput {
  slug?: Maybe<string>;
  name?: Maybe<string>;
  /** IANA name. */
  timeZone?: Maybe<string>;
  teamSlug?: Maybe<string>;
  /** Each list in place of all of before. */
  layers?: Maybe<readonly LayerInput[]>;
  overrides?: Maybe<readonly OverrideInput[]>;
  temporarySchedules?: Maybe<readonly TemporaryInput[]>;
  history?: Maybe<HistoryInput>;
}

/** People stand in it by their addresses. */
export interface ScheduleDraft extends Draft {
  name?: string;
  timeZone?: string;
  teamSlug?: string | null;
  layers?: (Layer | KeptLayer)[];
  overrides?: OverrideDraft[];
  temporary?: TemporarySchedule[];
  history?: History | null;
  references: Reference[];
}

const MOST_LAYERS = 100;
const MOST_OVERRIDES = 1_000;

export function checkSchedule(input: ScheduleInput): ScheduleDraft {
  const named = new Named();
  const zone = clearable(input.timeZone, "UTC", (value) => timeZone("timeZone", value));
  return draftOf({
    key: kept("slug", input.slug, slug),
    name: kept("name", input.name, (field, name) => text(field, name, LIMITS.name)),
    timeZone: zone,
    teamSlug: clearable(input.teamSlug, null, (team) => text("teamSlug", team, LIMITS.key)),
    layers: clearable(input.layers, [], (layers) => list("layers", layers, MOST_LAYERS).map((layer, at) => checkLayer(`layers.${at}`, layer, zone ?? null, named))),
    overrides: clearable(input.overrides, [], (overrides) => overridesOf(overrides, named)),
    temporary: clearable(input.temporarySchedules, [], (temporary) => checkTemporary("temporarySchedules", temporary, named)),
    history: clearable(input.history, null, (history) => checkHistory("history", history, named)),
    references: named.references,
  }) as ScheduleDraft;
}

function overridesOf(overrides: readonly OverrideInput[], named: Named): OverrideDraft[] {
  const checked = list("overrides", overrides, MOST_OVERRIDES).map((one, at) => ({ ...checkOverride(`overrides.${at}.`, one, named), id: String(at) }));
  checked.forEach((one, at) => refuseClash(`overrides.${at}.startsAt`, one, checked.slice(0, at)));
  return checked.map(({ id: _, ...one }) => one);
}
