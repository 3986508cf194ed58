import type { ServiceContext } from "../context.ts";
import { may } from "./access.rules.ts";
import { within } from "./binding.ts";

/**
 * The condition under which the caller may see the incident row named `incident`: it is not private, or the caller is
 * an admin, declared it, holds a role on it or is a named member; and it lies within the key's binding, if that has
 * one. `bind` adds a value and returns its placeholder.
 * Every statement that reads incidents or what hangs on them carries it.
 */
export function visible(ctx: Pick<ServiceContext, "actor">, bind: (value: unknown) => string, incident = "incident"): string {
  const bounds = within(ctx.actor, bind, incident);
  const admitted = admits(ctx, bind, incident);
  return bounds ? `(${bounds} and ${admitted})` : admitted;
}

function admits({ actor }: Pick<ServiceContext, "actor">, bind: (value: unknown) => string, incident: string): string {
  if (may(actor, "incident:private")) return "true";
  const declared = `${incident}.declared_by = any(${bind([actor.id, actor.responderId])})`;
  if (!actor.responderId) return `(not ${incident}.private or ${declared})`;
  const me = bind(actor.responderId);
  return `(not ${incident}.private or ${declared}
    or exists (select 1 from role_assignment r where r.incident_id = ${incident}.id and r.responder_id = ${me} and r.released_at is null)
    or exists (select 1 from incident_member m where m.incident_id = ${incident}.id and m.responder_id = ${me}))`;
}

/** Collects values to bind; `bind(value)` returns `$1`, `$2` ... */
export function binder(values: unknown[] = []) {
  return { values, bind: (value: unknown) => `$${values.push(value)}` };
}
