import type { OverrideKind } from "../../entities/vocabulary.ts";
import type { OnDuty, Override } from "./roster.rules.ts";

/** Of those with one priority, the one that takes over all comes first: the others change what it leaves. */
const ORDER: Record<OverrideKind, number> = { TAKE_OVER: 0, REPLACE: 1, REMOVE: 2, ADD: 3 };

/** Those on call once overrides have had their say, the lowest priority first. */
export function overridden(people: readonly OnDuty[], overrides: readonly Override[]): OnDuty[] {
  const inOrder = [...overrides].sort((a, b) => a.priority - b.priority || ORDER[a.kind] - ORDER[b.kind] || a.startsAt.getTime() - b.startsAt.getTime());
  return inOrder.reduce(apply, [...people]);
}

function apply(people: OnDuty[], { kind, addId, removeId }: Override): OnDuty[] {
  const added: OnDuty = { responderId: addId as string, layer: null, turn: null, overridden: true };
  const others = people.filter(({ responderId }) => responderId !== addId);
  if (kind === "TAKE_OVER") return [added];
  if (kind === "ADD") return others.length === people.length ? [...people, added] : people;
  if (kind === "REMOVE") return people.filter(({ responderId }) => responderId !== removeId);
  // Who is not on call has nobody to stand in for them.
  if (!people.some(({ responderId }) => responderId === removeId)) return people;
  return others.map((one) => (one.responderId === removeId ? added : one));
}

/** The first of the others that cannot stand beside this one: at one time and with one priority they would say two things of one person, or of all. */
export function clashing<T extends Override>(one: Override, others: readonly T[]): T | undefined {
  const named = [one.addId, one.removeId].filter((id) => id !== null);
  return others.find(
    (other) =>
      other.id !== one.id && other.priority === one.priority && other.startsAt < one.endsAt && one.startsAt < other.endsAt &&
      ((one.kind === "TAKE_OVER" && other.kind === "TAKE_OVER") || named.some((id) => id === other.addId || id === other.removeId)),
  );
}
