import { refuseVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { csvCell, csvNumber, csvRecord } from "../csv.rules.ts";
import * as customers from "../customer/contact.store.ts";
import { contactKey } from "../customer/contact.rules.ts";
import { notFound } from "../errors.ts";
import { find } from "../incident/incident.store.ts";
import * as responders from "../responder/responder.store.ts";
import { noteKey, notesOf } from "./note.store.ts";
import { entriesOf, type OutreachEntry } from "./outreach-entry.ts";

const COLUMNS = [
  "rank", "tier", "because", "external_id", "name", "arr", "currency", "strategic", "plan", "region", "renewal_on", "usage", "owner", "owner_email",
  "state", "channel", "template", "contacts", "last_note", "notes", "call_due_at", "called_at", "updated_at", "updated_by",
] as const;

/** Rows whose people and notes are looked up at once. */
const AT_ONCE = 1_000;

/** The outreach plan as CSV, in its order, part by part. Refuses before the first part, or not at all. */
export async function outreachCsv(ctx: ServiceContext, reference: string): Promise<AsyncIterable<string>> {
  const incident = await find(ctx, { reference });
  if (!incident) throw notFound(`incident ${reference}`, "reference");
  await refuseVendor(ctx, incident.id);
  const entries = await entriesOf(ctx, incident);
  return parts(ctx, entries);
}

async function* parts(ctx: ServiceContext, entries: readonly OutreachEntry[]): AsyncGenerator<string> {
  yield csvRecord(COLUMNS);
  for (let from = 0; from < entries.length; from += AT_ONCE) yield await part(ctx, entries.slice(from, from + AT_ONCE));
}

async function part(ctx: ServiceContext, entries: OutreachEntry[]): Promise<string> {
  const owners = await responders.byIds(ctx, [...new Set(entries.flatMap(({ ownerId }) => ownerId ?? []))]);
  const contacts = await customers.contactsOf(ctx, entries.map(({ customer }) => customer.id));
  const notes = await notesOf(ctx, entries.filter(({ updatedAt }) => updatedAt).map(({ incidentId, customer }) => noteKey(incidentId, customer.id)));
  return entries.map(({ incidentId, customer, clock, ...entry }) => {
    const owner = entry.ownerId === null ? undefined : owners.get(entry.ownerId);
    const said = notes.get(noteKey(incidentId, customer.id)) ?? [];
    const reachable = (contacts.get(customer.id) ?? []).filter(({ unsubscribedAt }) => unsubscribedAt === null);
    return csvRecord([
      csvNumber(entry.rank), entry.tier, csvCell(entry.because), csvCell(customer.externalId), csvCell(customer.name), csvNumber(customer.arrAmount), customer.arrCurrency,
      customer.strategic ? "yes" : "no", csvCell(customer.plan), csvCell(customer.region), customer.renewalOn?.toISOString().slice(0, 10) ?? "", csvNumber(customer.usage),
      csvCell(owner?.name), csvCell(owner?.email), entry.state, csvCell(entry.channel), csvCell(entry.template), csvCell(reachable.map(contactKey).join("; ")),
      csvCell(said.findLast(({ note }) => note !== null)?.note), csvNumber(said.length), clock?.dueAt?.toISOString() ?? "", clock?.metAt?.toISOString() ?? "",
      entry.updatedAt?.toISOString() ?? "", csvCell(entry.updatedBy),
    ]);
  }).join("");
}
