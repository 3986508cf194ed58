import type { ResponsePlanEntity } from "../../entities/policy.entity.ts";

type Plan = Omit<ResponsePlanEntity, "version" | "createdAt" | "createdBy">;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** What each severity demands until somebody edits it (product rules, section 4; seed 002, Response Time SLAs). */
export const DEFAULT_PLANS: readonly Plan[] = [
  {
    severity: "SEV1",
    acknowledgeWithin: 5 * MINUTE, triageWithin: 5 * MINUTE, firstCommunicationWithin: 15 * MINUTE, statusPageWithin: 15 * MINUTE,
    resolveWithin: HOUR, updateEvery: 15 * MINUTE, pageSteps: [5 * MINUTE, 10 * MINUTE, 30 * MINUTE],
    roles: ["ENGINEERING_LEAD", "PRODUCT_LEAD", "SUPPORT_LEAD", "CS_LEAD", "COMMS"],
    executives: ["VP Engineering", "CTO"],
    audiences: ["STATUS_PAGE", "IN_APP_BANNER", "AFFECTED_CUSTOMERS", "STRATEGIC_ACCOUNTS", "INTERNAL", "EXECUTIVES"],
    approvals: 1,
    postMortem: "MANDATORY", postMortemWithin: 48 * HOUR, bridge: true,
  },
  {
    severity: "SEV2",
    acknowledgeWithin: 30 * MINUTE, triageWithin: 15 * MINUTE, firstCommunicationWithin: 30 * MINUTE, statusPageWithin: 15 * MINUTE,
    resolveWithin: 4 * HOUR, updateEvery: 30 * MINUTE, pageSteps: [5 * MINUTE, 10 * MINUTE, 30 * MINUTE],
    roles: ["ENGINEERING_ON_CALL", "PRODUCT_MANAGER", "SUPPORT_LEAD"],
    executives: ["Engineering Manager"],
    audiences: ["STATUS_PAGE", "IN_APP_BANNER", "STRATEGIC_ACCOUNTS", "INTERNAL", "EXECUTIVES"],
    approvals: 1,
    postMortem: "MANDATORY", postMortemWithin: 48 * HOUR, bridge: false,
  },
  {
    severity: "SEV3",
    acknowledgeWithin: 2 * HOUR, triageWithin: HOUR, firstCommunicationWithin: 2 * HOUR, statusPageWithin: null,
    resolveWithin: 24 * HOUR, updateEvery: HOUR, pageSteps: [5 * MINUTE, 10 * MINUTE, 30 * MINUTE],
    roles: ["ENGINEERING_ON_CALL", "SUPPORT"],
    executives: [],
    audiences: ["STATUS_PAGE", "STRATEGIC_ACCOUNTS", "INTERNAL"],
    approvals: 1,
    postMortem: "ON_REQUEST", postMortemWithin: null, bridge: false,
  },
  {
    severity: "SEV4",
    acknowledgeWithin: 24 * HOUR, triageWithin: 4 * HOUR, firstCommunicationWithin: 8 * HOUR, statusPageWithin: null,
    resolveWithin: 72 * HOUR, updateEvery: null, pageSteps: [],
    roles: ["SUPPORT"],
    executives: [],
    audiences: ["STATUS_PAGE", "INTERNAL"],
    approvals: 1,
    postMortem: "NONE", postMortemWithin: null, bridge: false,
  },
];
