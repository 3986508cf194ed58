import type { IncidentRole } from "../../entities/vocabulary.ts";
import { holdersOf, titled } from "../escalation/people.ts";
import { planOf } from "../plan/plan.store.ts";
import type { Change } from "../timeline/record.ts";

/** Whoever speaks to customers on this incident, the commander failing that. */
export const commsOf = async (change: Change): Promise<string | null> => (await firstOf(change, ["CUSTOMER_COMMS", "COMMS"])) ?? change.incident.commanderId;

/** Whoever calls an account that has no manager of its own. */
export const liaisonOf = (change: Change): Promise<string | null> => firstOf(change, ["CS_LIAISON", "CS_LEAD"]);

/** The first of the executives whom the plan tells; whoever joined as one failing that. */
export async function executiveOf(change: Change): Promise<{ id: string | null; name: string }> {
  const { executives } = await planOf(change.tx, change.incident);
  const people = await titled(change, executives);
  const inOrder = executives.flatMap((title) => people.filter((person) => person.as.toLowerCase() === title.toLowerCase()));
  const id = inOrder[0]?.responderId ?? (await firstOf(change, ["EXECUTIVE"]));
  const [person]: { name: string }[] = id ? await change.tx.db.query("select name from responder where id = $1", [id]) : [];
  return { id, name: person?.name ?? executives[0] ?? "An executive" };
}

const firstOf = async (change: Change, roles: IncidentRole[]): Promise<string | null> => (await holdersOf(change, roles))[0]?.responderId ?? null;
