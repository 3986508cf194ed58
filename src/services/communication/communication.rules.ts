import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience, PublicState } from "../../entities/vocabulary.ts";

const FOR_CUSTOMERS: readonly Audience[] = ["STATUS_PAGE", "IN_APP_BANNER", "AFFECTED_CUSTOMERS", "STRATEGIC_ACCOUNTS"];

export const isForCustomers = (audience: Audience): boolean => FOR_CUSTOMERS.includes(audience);

/** What the public is told where nobody says otherwise; apart from the lifecycle, but led by it. */
export function publicStateOf({ status, mitigationProgress }: Pick<IncidentEntity, "status" | "mitigationProgress">): PublicState {
  if (status === "RESOLVED" || status === "POST_MORTEM" || status === "CLOSED") return "RESOLVED";
  if (mitigationProgress === "DEPLOYED" || mitigationProgress === "VERIFIED") return "MONITORING";
  return status === "MITIGATING" || mitigationProgress !== null ? "IDENTIFIED" : "INVESTIGATING";
}

/** Whom a message goes to, in figures; the page, the banner and our own channels have no list. */
export function recipientsOf(audience: Audience, affected: { customersCounted: number; strategicAffected: number }): number {
  if (audience === "STRATEGIC_ACCOUNTS") return affected.strategicAffected;
  return audience === "AFFECTED_CUSTOMERS" ? affected.customersCounted : 0;
}

const NAMES: Record<Audience, string> = {
  STATUS_PAGE: "the status page", IN_APP_BANNER: "the in-app banner", AFFECTED_CUSTOMERS: "affected customers",
  STRATEGIC_ACCOUNTS: "strategic accounts", INTERNAL: "internal", EXECUTIVES: "executives",
};

export const audienceName = (audience: Audience): string => NAMES[audience];
