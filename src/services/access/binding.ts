import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Actor } from "./actor.ts";

/** Of an incident: by what a bound key may reach it. */
export interface Belonging {
  serviceId: string | null;
  ownerTeamId: string | null;
}

/**
 * The condition under which the incident row named `incident` lies within the caller's binding, null for a caller
 * without one. A service's are those declared on it, a team's those that it owns, not those of all its services.
 */
export function within({ binding }: Actor, bind: (value: unknown) => string, incident: string): string | null {
  if (!binding) return null;
  return binding.serviceId ? `${incident}.service_id = ${bind(binding.serviceId)}::uuid` : `${incident}.owner_team_id = ${bind(binding.teamId)}::uuid`;
}

/** FORBIDDEN where a bound key would put an incident outside of its binding, by declaring it there or handing it over. */
export function refuseOutside({ actor: { binding, name } }: Pick<ServiceContext, "actor">, { serviceId, ownerTeamId }: Belonging): void {
  if (!binding) return;
  if (binding.serviceId ? binding.serviceId === serviceId : binding.teamId === ownerTeamId) return;
  const [what, field] = binding.serviceId ? ["service", "serviceSlug"] : ["team", "ownerTeamSlug"];
  throw new DomainError("FORBIDDEN", `${name} is bound to one ${what}; the incident has to stay with it`, { field });
}
