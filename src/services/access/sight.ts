import type { ServiceContext } from "../context.ts";
import { may } from "./access.rules.ts";
import type { Actor } from "./actor.ts";

/**
 * What the database shows a caller of private incidents, should a statement forget `visible`: all of them (`*`), or
 * those on which one of these names is. The second wall; `visible` is the first.
 */
export const sightOf = (actor: Actor): "*" | readonly string[] =>
  may(actor, "incident:private") ? "*" : [actor.id, ...(actor.responderId ? [actor.responderId] : [])];

/**
 * Lets the rest of the transaction see an incident that its caller was allowed to change, also when the change takes
 * them off it.
 */
export async function letIn({ db, actor }: ServiceContext, incidentId: string): Promise<void> {
  if (may(actor, "incident:private")) return;
  await db.query("select set_config('muster.let_in', concat_ws(' ', nullif(current_setting('muster.let_in', true), ''), $1::text), true)", [incidentId]);
}

/** Does `work` of a transaction on all incidents, whoever the caller is: for what has to be right for everybody. */
export async function asHub<T>({ db }: ServiceContext, work: () => Promise<T>): Promise<T> {
  const [{ before }] = await db.query("select coalesce(current_setting('muster.let_in', true), '') as before, set_config('muster.let_in', '*', true)");
  const answer = await work();
  await db.query("select set_config('muster.let_in', $1, true)", [before]);
  return answer;
}
