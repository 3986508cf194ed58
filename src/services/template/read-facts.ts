import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { IncidentRole } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { affectedBy } from "../impact/impact.rules.ts";
import { titleOf } from "../role/role.rules.ts";
import { money } from "./filters.rules.ts";
import type { About } from "./about.ts";
import type { KnownFacts } from "./facts.rules.ts";

interface Around {
  service: string | null;
  commander: string | null;
  roles: { role: IncidentRole; name: string }[] | null;
  resolveDueAt: Date | null;
}

/** Also what this transaction has not saved yet: the incident as it is given. */
const AROUND = `
  select (select name from service where id = $2) as service, (select name from responder where id = $3) as commander,
    (select json_agg(json_build_object('role', r.role, 'name', p.name) order by r.role, p.name) from role_assignment r join responder p on p.id = r.responder_id
      where r.incident_id = $1 and r.accepted_at is not null and r.released_at is null and r.role <> 'INCIDENT_COMMANDER') as roles,
    (select due_at from clock where incident_id = $1 and kind = 'RESOLVE' and met_at is null and stopped_at is null order by due_at limit 1) as "resolveDueAt"`;

/** The facts on record about an incident, for a text about it. What is over, such as an ETA that has passed, is none. */
export async function readFacts({ db, now }: Pick<ServiceContext, "db" | "now">, incident: IncidentEntity, about: About): Promise<KnownFacts> {
  const [around] = (await db.query(AROUND, [incident.id, incident.serviceId, incident.commanderId])) as [Around];
  const { publicState, nextUpdateAt, previousEta = null } = about;
  const isOver = publicState === "RESOLVED";
  const isFixed = incident.mitigationProgress === "DEPLOYED" || incident.mitigationProgress === "VERIFIED";
  const isAhead = incident.eta !== null && incident.eta > now();
  return {
    title: incident.title,
    reference: incident.reference,
    publicState,
    startedAt: incident.detectedAt.toISOString(),
    impact: incident.impactDescription,
    service: around.service,
    workaround: isOver || isFixed ? null : incident.workaround,
    eta: isOver || !isAhead ? null : instant(incident.eta),
    previousEta: isOver ? null : instant(previousEta),
    nextUpdateAt: isOver ? null : instant(nextUpdateAt),
    resolvedAt: isOver ? instant(incident.resolvedAt) : null,
    merged: incident.mergedIntoId ? true : null,
    recurring: incident.recurrenceOfId ? true : null,
    drill: incident.drill || null,
    severity: incident.severity,
    status: incident.status,
    customersAffected: affectedBy(incident),
    strategicAffected: incident.strategicAffected,
    commander: around.commander,
    roles: around.roles?.map(({ role, name }) => `${titleOf(role)}: ${name}`).join(", ") ?? null,
    channel: incident.channel,
    bridge: incident.bridgeUrl,
    resolveDueAt: isOver ? null : instant(around.resolveDueAt),
    revenueAtRisk: money(incident.revenueAtRiskTotal, incident.revenueCurrency),
  };
}

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;
