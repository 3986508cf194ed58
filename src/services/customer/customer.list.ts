import { needed } from "../directory/given.ts";
import type { List, Reference } from "../directory/list.ts";
import { recountIncidentsOf } from "../impact/recount-incidents.ts";
import { ratedCurrency } from "./arr.ts";
import { checkCustomer, type CustomerDraft, type CustomerInput, siftCustomer } from "./check-customer.ts";
import { contactsAfter, masked } from "./write-contacts.ts";
import { linkCustomers, type StoredCustomer, storedCustomers, writeCustomers } from "./write-customers.ts";

/** The customers, as create, update and import know them. */
export const CUSTOMERS: List<CustomerInput, CustomerDraft, StoredCustomer> = {
  name: "customers",
  noun: "customer",
  keyField: "externalId",
  check: checkCustomer,
  sift: siftCustomer,
  keyOf: ({ externalId }) => externalId,
  stored: storedCustomers,

  references: ({ ownerEmail, services = [] }) => [
    ...(ownerEmail ? [{ list: "responders", key: ownerEmail, field: "ownerEmail" } satisfies Reference] : []),
    ...services.map((key, at): Reference => ({ list: "services", key, field: `services.${at}` })),
  ],

  complete: (draft, before, { id, key, now, policy, idOf }) => ({
    id,
    externalId: key,
    name: draft.name ?? needed("name", "customer", before?.name),
    arrAmount: draft.arr?.amount ?? needed("arr", "customer", before?.arrAmount),
    arrCurrency: ratedCurrency(draft.arr?.currency ?? before?.arrCurrency ?? policy.currency, policy.rates),
    strategic: draft.strategic ?? before?.strategic ?? false,
    plan: draft.plan === undefined ? (before?.plan ?? null) : draft.plan,
    region: draft.region === undefined ? (before?.region ?? null) : draft.region,
    renewalOn: draft.renewalOn === undefined ? (before?.renewalOn ?? null) : draft.renewalOn,
    activeEscalation: draft.activeEscalation ?? before?.activeEscalation ?? false,
    executiveSponsorEngaged: draft.executiveSponsorEngaged ?? before?.executiveSponsorEngaged ?? false,
    usage: draft.usage ?? before?.usage ?? "0",
    ownerId: draft.ownerEmail === undefined ? (before?.ownerId ?? null) : draft.ownerEmail && idOf("responders", draft.ownerEmail),
    updatedAt: now,
    serviceIds: draft.services?.map((slug) => idOf("services", slug)).sort() ?? before?.serviceIds ?? [],
    contacts: draft.contacts ? contactsAfter(draft.contacts, before?.contacts ?? [], now, draft.keepsContacts ?? false) : (before?.contacts ?? []),
  }),

  write: writeCustomers,
  link: linkCustomers,
  audited: ({ contacts, ...row }) => ({ ...row, contacts: contacts.map(masked) }),

  concerns: (before, after) => figures(before) !== figures(after),
  afterwards: recountIncidentsOf,
};

/** What an incident's totals are made of. */
const figures = ({ arrAmount, arrCurrency, strategic }: StoredCustomer): string => `${arrAmount} ${arrCurrency} ${strategic}`;
