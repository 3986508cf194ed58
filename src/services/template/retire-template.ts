import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, notFound } from "../errors.ts";
import * as policies from "../policy/index.ts";
import { languageTag } from "./language.ts";
import { asShown, builtIn, newest, type ShownTemplate } from "./template.store.ts";

export interface RetireTemplate {
  name: string;
  language?: string | null;
}

/** Takes a saved template out of use. What the hub brings along takes its place; saving it again brings it back as the next version. */
export function retireTemplate(ctx: ServiceContext, input: RetireTemplate): Promise<ShownTemplate> {
  authorise(ctx, "policy:write");
  return inTransaction(ctx, async (tx) => {
    await tx.db.query("lock table communication_template in exclusive mode");
    const language = languageTag("language", input.language ?? (await policies.current(tx)).document.communication.language);
    const before = await newest(tx, { name: input.name, language });
    if (!before && builtIn({ name: input.name, language })) throw conflict(`${input.name} is built in; save another version of it in its place`, { field: "name" });
    if (!before) throw notFound(`template "${input.name}" in "${language}"`, "name");
    const after = { ...before, retiredAt: before.retiredAt ?? tx.now() };
    await tx.db.query("update communication_template set retired_at = $3 where name = $1 and language = $2 and retired_at is null", [before.name, before.language, after.retiredAt]);
    noteChange(tx, `template/${before.language}/${before.name}`, before, after);
    return asShown(after);
  });
}
