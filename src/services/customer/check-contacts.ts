import { DomainError, invalid } from "../errors.ts";
import { email } from "../directory/keys.ts";
import { contactKey } from "./contact.rules.ts";
import { slackChannel } from "./slack-channel.ts";
import { LIMITS, optionalText } from "../input.ts";

/** Somebody at an account, as an input or a file has them: with what is to be known of them, or just an address. */
export interface ContactInput {
  email?: string | null | undefined;
  /** A channel's id in Slack, in place of an address. */
  slackChannel?: string | null | undefined;
  name?: string | null | undefined;
  /** BCP 47. */
  language?: string | null | undefined;
  /** True: they asked to be left alone. False, and nothing, leave that as it is. */
  unsubscribed?: boolean | null | undefined;
}

/** What is left out of it stays as it is. */
export interface ContactDraft {
  email: string | null;
  slackChannel: string | null;
  name?: string | null;
  language?: string | null;
  unsubscribed: boolean;
}

export const MOST_CONTACTS = 200;

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const NAMED = /^(.*?)\s*<([^<>]+)>$/;
const SLACK = /^slack:\s*/i;
const FIELDS = ["email", "slackChannel", "name", "language", "unsubscribed"];

/** One entry of a list; `Dana <dana@example.com>` is a name with an address, `slack:C024BE7LR` a channel. INVALID_INPUT says what is wrong with it. */
export function contact(field: string, value: unknown): ContactDraft {
  if (typeof value === "string") {
    const [, name, address = value] = NAMED.exec(value.trim()) ?? [];
    return contact(field, { ...(SLACK.test(address) ? { slackChannel: address.replace(SLACK, "") } : { email: address }), ...(name && { name: name.replace(/^"(.*)"$/, "$1") }) });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(field, `${field} must be an address, or an object with email or slackChannel, name and language`);
  const entry = value as Record<string, unknown>;
  const other = Object.keys(entry).find((key) => !FIELDS.includes(key));
  if (other) throw invalid(`${field}.${other}`, `${field}.${other} is no field of a contact; those are ${FIELDS.join(", ")}`);
  return {
    ...target(field, words(`${field}.email`, entry["email"]), words(`${field}.slackChannel`, entry["slackChannel"])),
    ...(entry["name"] !== undefined && { name: optionalText(`${field}.name`, words(`${field}.name`, entry["name"]), LIMITS.name) }),
    ...(entry["language"] !== undefined && { language: language(`${field}.language`, words(`${field}.language`, entry["language"])) }),
    unsubscribed: flag(`${field}.unsubscribed`, entry["unsubscribed"]),
  };
}

function target(field: string, address: string | null, channel: string | null): Pick<ContactDraft, "email" | "slackChannel"> {
  if (channel === null) return { email: email(`${field}.email`, address ?? ""), slackChannel: null };
  if (address !== null) throw invalid(`${field}.slackChannel`, `${field} has an e-mail address and a channel in Slack; those are two contacts`);
  return { email: null, slackChannel: slackChannel(`${field}.slackChannel`, channel) };
}

function words(field: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== "string") throw invalid(field, `${field} must be text`);
  return value;
}

function flag(field: string, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value !== "boolean") throw invalid(field, `${field} must be true or false`);
  return value;
}

function language(field: string, value: string | null): string | null {
  if (value === null || value.trim() === "") return null;
  const [primary = "", ...rest] = value.trim().replaceAll("_", "-").split("-");
  const tag = [primary.toLowerCase(), ...rest].join("-");
  if (!LANGUAGE.test(tag) || tag.length > 35) throw invalid(field, `${field} must be a language such as "de" or "pt-BR", unlike "${value}"`);
  return tag;
}

/** What is good of a list, and what is wrong with the rest of it. An address that comes again is one contact. */
export function sifted(field: string, values: readonly unknown[]): { contacts: ContactDraft[]; faults: DomainError[] } {
  const kept = new Map<string, ContactDraft & { at: number }>();
  const faults: DomainError[] = [];
  for (const [at, value] of values.entries()) {
    try {
      const one = contact(`${field}.${at}`, value);
      const first = kept.get(contactKey(one));
      if (first) faults.push(invalid(`${field}.${at}`, `${field}.${at} is ${contactKey(one)} again, which is ${field}.${first.at} already`));
      else if (kept.size >= MOST_CONTACTS) faults.push(invalid(`${field}.${at}`, `${field} has more than ${MOST_CONTACTS} contacts`, { max: MOST_CONTACTS }));
      else kept.set(contactKey(one), { ...one, at });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      faults.push(error);
    }
  }
  return { contacts: [...kept.values()].map(({ at: _, ...one }) => one), faults };
}

/** The whole list or nothing of it: for a caller who is there to hear what is wrong. */
export function contacts(field: string, values: readonly unknown[]): ContactDraft[] {
  const { contacts, faults } = sifted(field, values);
  if (faults[0]) throw faults[0];
  return contacts;
}
