import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { may, type Right } from "./access.rules.ts";

/** Every verb and every read asks here first. Throws UNAUTHENTICATED without a token, FORBIDDEN without the right. */
export function authorise({ actor }: Pick<ServiceContext, "actor">, right: Right): void {
  if (may(actor, right)) return;
  if (actor.role === "PUBLIC") {
    throw new DomainError("UNAUTHENTICATED", "Send a token: Authorization: Bearer TOKEN");
  }
  throw new DomainError("FORBIDDEN", `${actor.name} may not do this; it needs the right ${right}`, { needs: right });
}
