/** How a customer's contact stands. */
export const CONTACT_STATES = ["ACTIVE", "UNSUBSCRIBED", "STOPPED"] as const;
export type ContactState = (typeof CONTACT_STATES)[number];

/** By which way a contact of a customer is reached. */
export const CUSTOMER_CONTACT_KINDS = ["EMAIL", "SLACK_CHANNEL"] as const;
export type CustomerContactKind = (typeof CUSTOMER_CONTACT_KINDS)[number];
