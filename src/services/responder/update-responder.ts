import type { ResponderEntity } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { saveOne } from "../directory/save-one.ts";
import type { ResponderInput } from "./check-responder.ts";
import { RESPONDERS } from "./responder.list.ts";

export type UpdateResponder = ResponderInput & { id: string };

/** What is left out stays as it is. CONFLICT if a new e-mail address is taken. */
export function updateResponder(ctx: ServiceContext, { id, ...input }: UpdateResponder): Promise<ResponderEntity> {
  return saveOne(ctx, RESPONDERS, "update", input, id);
}
