import type { ActionItemEntity } from "../../entities/action-item.entity.ts";
import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { IncidentRole } from "../../entities/vocabulary.ts";
import { affectedBy } from "../impact/impact.rules.ts";
import { titleOf } from "../role/role.rules.ts";

/** All that a report is made of. */
export interface ReportFacts {
  incident: IncidentEntity;
  service: string | null;
  /** Assignments that are not released. */
  team: { role: IncidentRole; name: string; team: string | null; accepted: boolean }[];
  /** Pinned, in the order in which they happened. */
  events: { occurredAt: Date; summary: string; actor: string }[];
  /** What stands for each audience now. */
  messages: CommunicationEntity[];
  /** Strategic accounts that somebody was written to at, or spoken with. */
  strategicReached: number;
  nextUpdateAt: Date | null;
  actions: ActionItemEntity[];
  postMortemDueAt: Date | null;
}

const COORDINATION: readonly IncidentRole[] = ["INCIDENT_COMMANDER", "TECHNICAL_LEAD", "CUSTOMER_COMMS", "CS_LIAISON"];

/** The incident report in the format of seed 002, key for key (product rules, section 11). */
export function report(facts: ReportFacts) {
  const { incident } = facts;
  return {
    incidentId: incident.reference,
    status: incident.status.toLowerCase(),
    severity: incident.severity.toLowerCase(),
    incidentSummary: {
      title: incident.title,
      description: incident.description,
      detectedAt: instant(incident.detectedAt),
      source: incident.source.toLowerCase(),
      affectedService: facts.service,
      rootCause: incident.rootCause,
    },
    impactAssessment: {
      totalCustomersAffected: affectedBy(incident),
      strategicAccountsAffected: incident.strategicAffected,
      revenueAtRisk: Number(incident.revenueAtRiskTotal),
      impactDescription: incident.impactDescription,
      workaroundAvailable: incident.workaround !== null,
      workaround: incident.workaround,
      dataLossRisk: incident.dataLossRisk,
    },
    responseTeam: COORDINATION.flatMap((role) => facts.team.filter((member) => member.role === role)).map(({ role, name, team, accepted }) => ({
      role: titleOf(role), name, team, status: accepted ? "active" : "assigned",
    })),
    timeline: facts.events.map(({ occurredAt, summary, actor }) => ({ timestamp: instant(occurredAt), event: summary, actor })),
    communications: communications(facts),
    nextActions: facts.actions.filter(({ entered }) => entered).map(({ action, owner, dueAt, dueUpon, state }) => ({
      action, owner, dueBy: dueAt ? instant(dueAt) : dueUpon && UPON[dueUpon], status: state.toLowerCase(),
    })),
    postMortemRequired: incident.postMortemOwed,
    postMortemDeadline: facts.postMortemDueAt && instant(facts.postMortemDueAt),
    exitState: incident.status.toLowerCase(),
  };
}

function communications({ messages, incident, strategicReached, nextUpdateAt }: ReportFacts) {
  const page = messages.find(({ audience }) => audience === "STATUS_PAGE");
  const strategic = messages.find(({ audience }) => audience === "STRATEGIC_ACCOUNTS");
  const internal = messages.find(({ audience }) => audience === "INTERNAL");
  return {
    statusPage: { status: page ? "published" : "not_published", lastUpdate: when(page), message: page?.body ?? null },
    strategicAccounts: { sent: strategic ? strategicReached : 0, channel: strategic?.channel ?? null, template: strategic?.template ?? null },
    internalSlack: { channel: incident.channel, lastUpdate: when(internal) },
    nextScheduledUpdate: nextUpdateAt && instant(nextUpdateAt),
  };
}

const UPON: Record<IncidentEntity["status"], string> = {
  DETECTED: "Upon detection", TRIAGED: "Upon triage", MITIGATING: "Upon mitigation", RESOLVED: "Upon resolution",
  POST_MORTEM: "Upon post-mortem", CLOSED: "Upon closing", CANCELLED: "Upon cancellation",
};

const when = (message: CommunicationEntity | undefined) => (message?.publishedAt ? instant(message.publishedAt) : null);

/** RFC 3339 in UTC; whole seconds as the seed writes them. */
const instant = (at: Date): string => at.toISOString().replace(".000Z", "Z");
