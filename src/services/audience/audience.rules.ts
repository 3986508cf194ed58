import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { type Audience, AUDIENCES, type ErrorCode, type PublicState } from "../../entities/vocabulary.ts";
import { audienceName, isForCustomers, publicStateOf } from "../communication/communication.rules.ts";

export interface Going {
  audience: Audience;
  publicState: PublicState | null;
  incident: Pick<IncidentEntity, "severity" | "status" | "mitigationProgress" | "private" | "resolvedAt" | "directOutreachReason">;
  /** Those that the severity's plan names. */
  planned: readonly Audience[];
  /** The audience has heard of this incident before. */
  wasTold: boolean;
  /** The same act resolves the incident. */
  isResolving?: boolean;
}

type Reached = Pick<IncidentEntity, "directOutreachReason" | "customersCounted" | "strategicAffected">;

/** Whom drafts are for where nobody says: the plan's audiences. Where the few accounts are talked to (product rules, section 4), those that reach them, in place of page and banner. */
export function draftedFor({ directOutreachReason, customersCounted, strategicAffected }: Reached, planned: readonly Audience[]): Audience[] {
  if (directOutreachReason === null) return [...planned];
  const reaching: Partial<Record<Audience, boolean>> = { STATUS_PAGE: false, IN_APP_BANNER: false, AFFECTED_CUSTOMERS: customersCounted > strategicAffected, STRATEGIC_ACCOUNTS: strategicAffected > 0 };
  return AUDIENCES.filter((audience) => reaching[audience] ?? planned.includes(audience));
}

export interface Refusal {
  code: ErrorCode;
  message: string;
  details: { field: string } & Record<string, unknown>;
}

/**
 * Why a message may not go to its audience at all; null where it may. The status page is for every severity, and so are
 * our own people; banner and mail go to whom the plan names (product rules, sections 4 and 12). Who was told once is told
 * on, whatever becomes of the severity; the end is mailed to all; and direct outreach is for the accounts.
 */
export function whyNot({ audience, publicState, incident, planned, wasTold, isResolving = false }: Going): Refusal | null {
  if (!isForCustomers(audience)) return null;
  if (incident.private) return { code: "CONFLICT", message: "The incident is private; nothing of it goes to customers", details: { field: "audience" } };
  if (incident.resolvedAt !== null && publicState !== "RESOLVED") {
    return {
      code: "ILLEGAL_TRANSITION", message: `The incident is ${incident.status}; customers are told that it is over, or nothing`,
      details: { field: "publicState", from: "RESOLVED", to: publicState, allowed: ["RESOLVED"] },
    };
  }
  if (incident.resolvedAt === null && publicState === "RESOLVED" && !isResolving) {
    return {
      code: "ILLEGAL_TRANSITION", message: "The incident is not resolved, so customers are not told that it is over; resolve it, or say both in one postUpdate",
      details: { field: "publicState", from: publicStateOf(incident), to: "RESOLVED", allowed: ["INVESTIGATING", "IDENTIFIED", "MONITORING"] },
    };
  }
  const isOpenToIt = audience === "STATUS_PAGE" || planned.includes(audience) || wasTold || (audience !== "IN_APP_BANNER" && (incident.resolvedAt !== null || incident.directOutreachReason !== null));
  if (isOpenToIt) return null;
  return { code: "INVALID_INPUT", message: `The plan of ${incident.severity} has no message to ${audienceName(audience)}`, details: { field: "audience", allowed: [...new Set([...planned, "STATUS_PAGE", "INTERNAL", "EXECUTIVES"])] } };
}
