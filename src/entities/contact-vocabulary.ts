/** How a customer's contact stands. */
export const CONTACT_STATES = ["ACTIVE", "UNSUBSCRIBED", "STOPPED"] as const;
export type ContactState = (typeof CONTACT_STATES)[number];
