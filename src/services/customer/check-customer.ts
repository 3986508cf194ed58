import { asIs, clearable, draftOf, kept, type Maybe } from "../directory/given.ts";
import { email } from "../directory/keys.ts";
import type { Draft } from "../directory/list.ts";
import { LIMITS, optionalText, text } from "../input.ts";
import { serviceSlugs } from "../service/check-service.ts";
import type { DomainError } from "../errors.ts";
import { type Arr, arr, decimal } from "./arr.ts";
import { type ContactDraft, contacts, sifted } from "./check-contacts.ts";

export interface CustomerInput {
  externalId?: Maybe<string>;
  name?: Maybe<string>;
  arr?: Maybe<Arr>;
  strategic?: Maybe<boolean>;
  plan?: Maybe<string>;
  region?: Maybe<string>;
  renewalOn?: Maybe<Date>;
  activeEscalation?: Maybe<boolean>;
  executiveSponsorEngaged?: Maybe<boolean>;
  /** Billable units in the last 30 days; a decimal. */
  usage?: Maybe<string>;
  ownerEmail?: Maybe<string>;
  /** Slugs, in place of all of before. */
  services?: Maybe<readonly string[]>;
  /** In place of all of before, but for those who asked to be left alone. */
  contacts?: Maybe<readonly unknown[]>;
}

export interface CustomerDraft extends Draft {
  name?: string;
  arr?: Arr;
  strategic?: boolean;
  plan?: string | null;
  region?: string | null;
  renewalOn?: Date | null;
  activeEscalation?: boolean;
  executiveSponsorEngaged?: boolean;
  usage?: string;
  ownerEmail?: string | null;
  services?: string[];
  contacts?: ContactDraft[];
  /** Part of the contacts could not be read: those of before might be among them, and stay. */
  keepsContacts?: boolean;
}

const MOST_SERVICES = 1_000;

/** The same of a row of an import: contacts that cannot be one are left out and told of, and the row lands with the others. */
export function siftCustomer(input: CustomerInput): { draft: CustomerDraft; faults: DomainError[] } {
  const { contacts: values, ...others } = input;
  if (!values) return { draft: checkCustomer(input), faults: [] };
  const { contacts, faults } = sifted("contacts", values);
  return { draft: { ...checkCustomer(others), contacts, ...(faults.length > 0 && { keepsContacts: true }) }, faults };
}

export function checkCustomer(input: CustomerInput): CustomerDraft {
  return draftOf({
    key: kept("externalId", input.externalId, (field, key) => text(field, key, LIMITS.key)),
    name: kept("name", input.name, (field, name) => text(field, name, LIMITS.name)),
    arr: kept("arr", input.arr, arr),
    strategic: clearable(input.strategic, false, asIs),
    plan: clearable(input.plan, null, (plan) => optionalText("plan", plan, LIMITS.name)),
    region: clearable(input.region, null, (region) => optionalText("region", region, LIMITS.name)),
    renewalOn: clearable(input.renewalOn, null, asIs),
    activeEscalation: clearable(input.activeEscalation, false, asIs),
    executiveSponsorEngaged: clearable(input.executiveSponsorEngaged, false, asIs),
    usage: clearable(input.usage, "0", (usage) => decimal("usage", usage)),
    ownerEmail: clearable(input.ownerEmail, null, (owner) => email("ownerEmail", owner)),
    services: clearable(input.services, [], (slugs) => serviceSlugs("services", slugs, MOST_SERVICES)),
    contacts: clearable(input.contacts, [], (values) => contacts("contacts", values)),
  });
}
