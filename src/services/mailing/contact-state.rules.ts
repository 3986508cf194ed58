import type { CustomerContactEntity } from "../../entities/customer-contact.entity.ts";
import type { ContactState } from "../../entities/contact-vocabulary.ts";

/** How a customer's contact stands; only an ACTIVE one is written to. */
export function contactState({ unsubscribedAt, stoppedAt }: Pick<CustomerContactEntity, "unsubscribedAt" | "stoppedAt">): ContactState {
  if (unsubscribedAt) return "UNSUBSCRIBED";
  return stoppedAt ? "STOPPED" : "ACTIVE";
}
