import type { ServiceEntity } from "../../entities/service.entity.ts";
import type { ServiceContext } from "../context.ts";
import { saveOne } from "../directory/save-one.ts";
import type { ServiceInput } from "./check-service.ts";
import { SERVICES } from "./service.list.ts";

export type UpdateService = ServiceInput & { id: string };

/** What is left out stays as it is. CONFLICT if a new slug is taken; INVALID_INPUT with the `path` if a circle would close. */
export function updateService(ctx: ServiceContext, { id, ...input }: UpdateService): Promise<ServiceEntity> {
  return saveOne(ctx, SERVICES, "update", input, id);
}
