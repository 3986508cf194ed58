import type { ServiceEntity } from "../../entities/service.entity.ts";
import type { ServiceContext } from "../context.ts";
import { saveOne } from "../directory/save-one.ts";
import type { ServiceInput } from "./check-service.ts";
import { SERVICES } from "./service.list.ts";

/** CONFLICT if the slug is taken; INVALID_INPUT with the `path` if a circle would close. */
export function createService(ctx: ServiceContext, input: ServiceInput): Promise<ServiceEntity> {
  return saveOne(ctx, SERVICES, "create", input);
}
