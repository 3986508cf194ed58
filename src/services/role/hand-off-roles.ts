import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { RoleAssignmentEntity } from "../../entities/role-assignment.entity.ts";
import { authorise } from "../access/authorise.ts";
import { about } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { once } from "../idempotency/once.ts";
import { openChange } from "../incident/change.ts";
import { visibleIds } from "../incident/incident.store.ts";
import { id, LIMITS, list, optionalText } from "../input.ts";
import { select } from "../rows.ts";
import { record, save } from "../timeline/record.ts";
import { assign } from "./assign.ts";
import { active } from "./role.store.ts";
import { release } from "./release-role.ts";

export interface HandOff {
  fromResponderId: string;
  toResponderId: string;
  /** All on which `from` has a role, if left out. */
  incidentIds?: string[] | null;
  note?: string | null;
  idempotencyKey?: string | null;
  occurredAt?: Date | null;
  actorLabel?: string | null;
}

/** Hands all roles of one person over to another at once: each tenure ends and the next begins. */
export function handOffRoles(ctx: ServiceContext, input: HandOff): Promise<IncidentEntity[]> {
  authorise(ctx, "incident:write");
  const from = id("fromResponderId", input.fromResponderId);
  const to = id("toResponderId", input.toResponderId);
  if (from === to) throw invalid("toResponderId", "Roles are handed off to somebody else");
  const note = optionalText("note", input.note, LIMITS.note);
  return inTransaction(ctx, (tx) =>
    once(tx, "handOffRoles", input, async () => {
      await refuseUnknown(tx, { fromResponderId: from, toResponderId: to });
      about(tx, `responder/${from}`);
      const incidents: IncidentEntity[] = [];
      for (const incidentId of await incidentsOf(tx, from, input.incidentIds)) {
        const change = await openChange(tx, { name: "handOffRoles" }, { ...input, incidentId }, "incidentIds");
        const held = (await active(change)).filter((one) => one.responderId === from);
        await release(change, held);
        for (const { role, acceptedAt } of held) await assign(change, { role, responderId: to, accepted: acceptedAt !== null, field: "toResponderId" });
        if (note && held.length > 0) record(change, { kind: "NOTE", summary: note, details: { handOff: { from, to } } });
        await save(change);
        incidents.push(change.incident);
      }
      return incidents;
    }),
  );
}

async function refuseUnknown({ db }: ServiceContext, people: Record<string, string>): Promise<void> {
  for (const [field, responderId] of Object.entries(people)) {
    if ((await db.query("select 1 from responder where id = $1", [responderId])).length === 0) throw notFound(`responder ${responderId}`, field);
  }
}

/** In the order of their ids, so that two hand-offs at once lock in the same order. */
async function incidentsOf(tx: ServiceContext, from: string, wanted: string[] | null | undefined): Promise<string[]> {
  const named = wanted && list("incidentIds", wanted, 1_000).map((one) => id("incidentIds", one));
  const held = await select(tx, RoleAssignmentEntity, "where responder_id = $1 and released_at is null and ($2::uuid[] is null or incident_id = any($2))", [from, named ?? null]);
  return visibleIds(tx, [...new Set(named ?? held.map((one) => one.incidentId))], named ? "incidentIds" : null);
}
