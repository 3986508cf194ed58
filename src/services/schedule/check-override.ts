import type { OverrideKind } from "../../entities/vocabulary.ts";
import type { Maybe } from "../directory/given.ts";
import { conflict, invalid } from "../errors.ts";
import { given, LIMITS, optionalText, whole } from "../input.ts";
import { clashing } from "../oncall/override.rules.ts";
import type { Override } from "../oncall/roster.rules.ts";
import type { Named } from "./named.ts";

export interface OverrideInput {
  kind: OverrideKind;
  startsAt: Date;
  endsAt: Date;
  addEmail?: Maybe<string>;
  removeEmail?: Maybe<string>;
  priority?: Maybe<number>;
  note?: Maybe<string>;
}

/** With addresses in the places of ids. */
export type OverrideDraft = Omit<Override, "id"> & { note: string | null };

const ADDS: readonly OverrideKind[] = ["REPLACE", "ADD", "TAKE_OVER"];
const REMOVES: readonly OverrideKind[] = ["REPLACE", "REMOVE"];

/** `prefix` is empty, or ends with a dot. */
export function checkOverride(prefix: string, input: OverrideInput, named: Named): OverrideDraft {
  const { kind, startsAt, endsAt } = input;
  const who = (name: "addEmail" | "removeEmail", kinds: readonly OverrideKind[]) => {
    const address = input[name];
    if (given(address) !== kinds.includes(kind)) throw invalid(`${prefix}${name}`, `${kind} ${given(address) ? "takes no" : "needs"} ${name}`);
    return given(address) ? named.one(`${prefix}${name}`, address) : null;
  };
  const draft = { kind, addId: who("addEmail", ADDS), removeId: who("removeEmail", REMOVES) };
  if (draft.addId !== null && draft.addId === draft.removeId) throw invalid(`${prefix}addEmail`, "Nobody stands in for themselves");
  if (startsAt >= endsAt) throw invalid(`${prefix}endsAt`, "endsAt must lie behind startsAt");
  return { ...draft, startsAt, endsAt, priority: whole(`${prefix}priority`, input.priority ?? 0, -1_000, 1_000), note: optionalText(`${prefix}note`, input.note, LIMITS.note) };
}

/** CONFLICT where two say different things of one person, or both take over all, at one time and with one priority. */
export function refuseClash(field: string, one: Override, others: readonly Override[]): void {
  const other = clashing(one, others);
  if (!other) return;
  throw conflict("Another override with the same priority speaks of the same people at the same time; end one before the other begins, or give one a higher priority", {
    field, overrideId: other.id, startsAt: other.startsAt.toISOString(), endsAt: other.endsAt.toISOString(),
  });
}
