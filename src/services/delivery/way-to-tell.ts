import type { ResponderEntity } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { checksOf, standings } from "../contact/contact.store.ts";
import * as policies from "../policy/index.ts";
import { configuredKinds } from "./channel.store.ts";
import { type Way, waysTo } from "./ways.rules.ts";

type Person = Pick<ResponderEntity, "id" | "name" | "email" | "contactMethods">;

/** Somebody of ours, and the one way by which they are told what wants no answer; without a way, why. */
export interface Told {
  responderId: string;
  name: string;
  way: Way | null;
  obstacle: string | null;
}

/** In the order of their names; ids that nobody has are left out. */
export async function wayToTell(tx: ServiceContext, responderIds: readonly string[]): Promise<Told[]> {
  if (responderIds.length === 0) return [];
  const people: Person[] = await tx.db.query(`select id, name, email, contact_methods as "contactMethods" from responder where id = any($1) order by name, id`, [responderIds]);
  const [configured, checks] = [await configuredKinds(tx), await checksOf(tx, people.map(({ id }) => id))];
  const { nextMethodAfter } = (await policies.current(tx)).document.delivery;
  return people.map((person) => {
    const { ways: [way = null], obstacle } = waysTo(person, "TOLD", { configured, nextMethodAfter, standingOf: standings(checks.get(person.id), person.email) });
    return { responderId: person.id, name: person.name, way, obstacle };
  });
}
