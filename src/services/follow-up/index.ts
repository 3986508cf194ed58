export { assignFollowUp, type AssignFollowUp } from "./assign-follow-up.ts";
export { summaryOf } from "./follow-up.rules.ts";
export { actionOf, audienceOf, communicationOf, customerOf, type FollowUpFilter, followUpsOf, incidentsByIds, list } from "./follow-up.store.ts";
export { mailings } from "./mailings.ts";
