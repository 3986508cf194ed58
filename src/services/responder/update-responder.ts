import type { ResponderEntity } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { authorise } from "../access/authorise.ts";
import { refuseSilent } from "../contact/refuse-silent.ts";
import { saveOne } from "../directory/save-one.ts";
import type { ResponderInput } from "./check-responder.ts";
import { RESPONDERS } from "./responder.list.ts";

export type UpdateResponder = ResponderInput & { id: string };

/** What is left out stays as it is. CONFLICT if a new e-mail address is taken. */
export async function updateResponder(ctx: ServiceContext, { id, ...input }: UpdateResponder): Promise<ResponderEntity> {
  authorise(ctx, "directory:write");
  await refuseSilent(ctx, id, input.contactMethods);
  return saveOne(ctx, RESPONDERS, "update", input, id);
}
