import { isVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import type { TimelineEvent } from "./timeline.store.ts";

type Event = TimelineEvent & { namesCustomer?: boolean };

/** Events in which the hub itself names a customer, and what corrects or pins them. What people write in a note is theirs to weigh. */
const NAMES_CUSTOMER = `(timeline_event.details ? 'call' or timeline_event.target_revision is not null and exists (
  select 1 from timeline_event called where called.incident_id = timeline_event.incident_id and called.revision = timeline_event.target_revision and called.details ? 'call'))`;

/** The column that `withoutCustomers` goes by, with its comma; only people are vendors. */
export const namesCustomer = ({ actor }: ServiceContext): string => (actor.responderId ? `, ${NAMES_CUSTOMER} as "namesCustomer"` : "");

/** The events as the caller may read them: a vendor on the incident is told that a customer was called, and not which. */
export async function withoutCustomers<E extends Event>(ctx: ServiceContext, events: E[]): Promise<E[]> {
  if (!events.some((event) => event.namesCustomer)) return events;
  return Promise.all(events.map(async (event) => (event.namesCustomer && (await isVendor(ctx, event.incidentId)) ? unnamed(event) : event)));
}

const unnamed = <E extends Event>(event: E): E => ({ ...event, summary: SAID, amendedSummary: event.amendedSummary && SAID, details: null });

const SAID = "A customer was called";
