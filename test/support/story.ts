import { NotificationEntity } from "../../src/entities/notification.entity.ts";
import { ResponderEntity } from "../../src/entities/responder.entity.ts";
import type { TeamEntity } from "../../src/entities/team.entity.ts";
import type { IncidentRole } from "../../src/entities/vocabulary.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import type { Deadlines } from "../../src/services/due.ts";
import { select } from "../../src/services/rows.ts";
import { aResponder, aTeam, at } from "./build.ts";

/** Lets the hub's clocks run up to a minute of the story: whatever falls due is applied at its very instant. */
export async function runUntil(ctx: ServiceContext, minute: number, deadlines: readonly Deadlines[]): Promise<ServiceContext> {
  const end = at(minute);
  for (;;) {
    const due = (await Promise.all(deadlines.map((kind) => kind.upcoming(ctx, end, 1)))).flat().sort((a, b) => a.getTime() - b.getTime())[0];
    if (!due) return { ...ctx, now: () => end };
    const now = due;
    for (const kind of deadlines) while ((await kind.apply({ ...ctx, now: () => now }, 100)) >= 100) { /* there is more */ }
  }
}

const ROLES: readonly IncidentRole[] = [
  "ENGINEERING_ON_CALL", "ENGINEERING_LEAD", "ENGINEERING_MANAGER", "PRODUCT_LEAD", "PRODUCT_MANAGER", "SUPPORT_LEAD", "SUPPORT", "CS_LEAD", "CS_LIAISON", "COMMS",
];

/** A team with somebody behind every role, named after it. */
export async function aStaffedTeam(ctx: ServiceContext, over: Partial<TeamEntity> = {}): Promise<{ team: TeamEntity; people: Record<string, ResponderEntity> }> {
  const people: Record<string, ResponderEntity> = {};
  for (const role of ROLES) people[role] = await aResponder(ctx, { name: role });
  const roles = Object.fromEntries(ROLES.map((role) => [role, people[role]?.id])) as Partial<Record<IncidentRole, string>>;
  return { team: await aTeam(ctx, over, roles), people };
}

/** Who was paged (or told) of an incident and when, in minutes of the story: `5 ENGINEERING_MANAGER`. */
export async function saidTo(ctx: ServiceContext, incidentId: string, kind: NotificationEntity["kind"] = "PAGE"): Promise<string[]> {
  const rows = await select(ctx, NotificationEntity, "where incident_id = $1 and kind = $2 order by created_at, id", [incidentId, kind]);
  const names = new Map((await select(ctx, ResponderEntity, "")).map(({ id, name }) => [id, name]));
  return rows.map(({ createdAt, responderId }) => `${(createdAt.getTime() - at(0).getTime()) / 60_000} ${names.get(responderId)}`);
}
