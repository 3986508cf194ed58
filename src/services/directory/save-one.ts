import { authorise } from "../access/authorise.ts";
import { about } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { id } from "../input.ts";
import { Afterwards } from "./afterwards.ts";
import type { Mode } from "./candidates.ts";
import type { Draft, List, Stored } from "./list.ts";
import { type Outcome, save } from "./save.ts";

/**
 * The frame of every verb that creates or updates one row. Without `rowId` it is the row of the input's key. Throws the
 * row's refusal; answers with the row as it now is.
 */
export async function saveOne<I extends object, S extends Stored>(
  ctx: ServiceContext, list: List<I, Draft, S>, mode: Mode, input: I, rowId?: string,
): Promise<S> {
  authorise(ctx, "directory:write");
  const entry = { list, draft: list.check(input), ...(rowId !== undefined && { id: id("id", rowId) }) };
  return inTransaction(ctx, async (tx) => {
    const [outcome] = (await save(tx, [entry], mode)) as [Outcome];
    if (outcome instanceof DomainError) throw outcome;
    about(tx, `${list.noun}/${outcome.after.id}`);
    const afterwards = new Afterwards();
    afterwards.note([outcome]);
    await afterwards.run(tx);
    return (outcome.change === "UNCHANGED" ? outcome.before : outcome.after) as S;
  });
}
