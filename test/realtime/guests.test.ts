import { expect, test } from "vitest";
import { Guests } from "../../src/realtime/live/guests.ts";
import { aContext, anActor } from "../support/build.ts";

const aGuest = (id: string, view: string) => ({ ctx: aContext(undefined as never, { actor: anActor({ id }) }), room: { view } });

test("only those are outdated whose caller sees something else, and each caller is named once", () => {
  const guests = new Guests<ReturnType<typeof aGuest>>();
  const [ada, alsoAda, lateAda, bob] = [aGuest("ada", "all"), aGuest("ada", "all"), aGuest("ada", "some"), aGuest("bob", "all")];
  for (const guest of [ada, alsoAda, lateAda, bob]) guests.add(guest);

  expect(guests.actors.map(({ id }) => id)).toEqual(["ada", "bob"]);
  const now: Record<string, string> = { ada: "some", bob: "all" };
  expect([...guests.outdated(new Map(guests.actors.map((actor) => [actor, now[actor.id] ?? ""])))]).toEqual([ada, alsoAda]);
  expect([...guests.outdated(new Map())]).toEqual([]);
});

test("who has left is neither counted nor found again, and may leave twice", () => {
  const guests = new Guests<ReturnType<typeof aGuest>>();
  const [ada, alsoAda] = [aGuest("ada", "all"), aGuest("ada", "all")];
  guests.add(ada);
  guests.add(alsoAda);

  expect([guests.delete(ada), guests.delete(ada)]).toEqual([true, false]);
  expect([guests.size, guests.has(ada), guests.has(alsoAda)]).toEqual([1, false, true]);
  guests.delete(alsoAda);
  expect([guests.size, guests.actors]).toEqual([0, []]);
});
