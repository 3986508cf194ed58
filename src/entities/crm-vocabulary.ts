/** How an endpoint gives its accounts in parts. */
export const CRM_PAGINGS = ["NONE", "PAGE", "CURSOR", "NEXT_URL", "LINK"] as const;
export type CrmPaging = (typeof CRM_PAGINGS)[number];

/** FAILED: it ended early; what came before is in the directory. */
export const CRM_RUN_STATES = ["QUEUED", "RUNNING", "DONE", "FAILED"] as const;
export type CrmRunState = (typeof CRM_RUN_STATES)[number];

/** Why a CRM could not be read on. */
export const CRM_FAULTS = ["NO_ANSWER", "REFUSED", "UNREADABLE", "EXPRESSION", "PAGING"] as const;
export type CrmFault = (typeof CRM_FAULTS)[number];

/** What a record of a CRM does to the directory. */
export const RECORD_CHANGES = ["CREATED", "UPDATED", "UNCHANGED"] as const;
export type RecordChange = (typeof RECORD_CHANGES)[number];
