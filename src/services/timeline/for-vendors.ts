import { isVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import type { TimelineEvent } from "./timeline.store.ts";

type Event = TimelineEvent & { namesCustomer?: keyof typeof SAID | null };

const kindOf = (event: string) => `case when ${event}.details ? 'call' then 'call' when ${event}.details ? 'outreach' then 'outreach' when ${event}.details->>'audience' = 'EXECUTIVES' then 'executives' end`;

/**
 * Events in which the hub itself names a customer or quotes what executives read, revenue and all, and what corrects or pins them. What people
 * write in a note is theirs to weigh.
 */
const NAMES_CUSTOMER = `(case when timeline_event.target_revision is null then ${kindOf("timeline_event")} else (
    select ${kindOf("named")} from timeline_event named
    where named.incident_id = timeline_event.incident_id and named.revision = timeline_event.target_revision) end)`;

/** The column that `withoutCustomers` goes by, with its comma; only people are vendors. */
export const namesCustomer = ({ actor }: ServiceContext): string => (actor.responderId ? `, ${NAMES_CUSTOMER} as "namesCustomer"` : "");

/** The events as the caller may read them: a vendor on the incident is told that a customer was called or contacted, and not which, and that executives were. */
export async function withoutCustomers<E extends Event>(ctx: ServiceContext, events: E[]): Promise<E[]> {
  if (!events.some((event) => event.namesCustomer)) return events;
  return Promise.all(events.map(async (event) => (event.namesCustomer && (await isVendor(ctx, event.incidentId)) ? unnamed(event, SAID[event.namesCustomer]) : event)));
}

const unnamed = <E extends Event>(event: E, said: string): E => ({ ...event, summary: said, amendedSummary: event.amendedSummary && said, details: null });

const SAID = { call: "A customer was called", outreach: "The outreach to customers went on", executives: "The executives were written to" };
