import type { ResponderEntity } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { saveOne } from "../directory/save-one.ts";
import type { ResponderInput } from "./check-responder.ts";
import { RESPONDERS } from "./responder.list.ts";

/** CONFLICT if the e-mail address is taken. */
export function createResponder(ctx: ServiceContext, input: ResponderInput): Promise<ResponderEntity> {
  return saveOne(ctx, RESPONDERS, "create", input);
}
