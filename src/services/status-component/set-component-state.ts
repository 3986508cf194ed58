import { StatusComponentEntity } from "../../entities/status-component.entity.ts";
import type { ComponentState } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { id } from "../input.ts";
import { selectOne } from "../rows.ts";
import { hold } from "./hold.ts";

/** Sets a component's state by hand, without a word on the page; OPERATIONAL takes that back. What entries hold it in counts as well: it shows the worst. */
export function setComponentState(ctx: ServiceContext, input: { id: string; state: ComponentState }): Promise<StatusComponentEntity> {
  authorise(ctx, "communication:publish");
  return inTransaction(ctx, async (tx) => {
    const before = await locked(tx, input.id);
    await hold(tx, { entryId: null, among: [before.id], wanted: [{ componentId: before.id, state: input.state }] });
    const after = await locked(tx, input.id);
    noteChange(tx, `component/${before.id}`, { ...before, byHand: null }, { ...after, byHand: input.state });
    return after;
  });
}

async function locked(tx: ServiceContext, key: string): Promise<StatusComponentEntity> {
  const found = await selectOne(tx, StatusComponentEntity, "where id = $1 for no key update", [id("id", key)]);
  if (!found) throw notFound(`component ${key}`, "id");
  return found;
}
