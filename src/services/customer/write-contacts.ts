import { v7 as uuid } from "uuid";
import type { CustomerContactEntity } from "../../entities/customer-contact.entity.ts";
import type { ServiceContext } from "../context.ts";
import type { ContactDraft } from "./check-contacts.ts";
import { contactKey } from "./contact.rules.ts";

/** A contact as it hangs on its customer. */
export type StoredContact = Omit<CustomerContactEntity, "customerId">;

/**
 * The contacts that a draft leaves an account with, by address. Whoever asked to be left alone, or was given up, stays on record, also when a list no longer has
 * them: the next list might have them again.
 */
export function contactsAfter(drafts: readonly ContactDraft[], before: readonly StoredContact[], now: Date, keepsOthers: boolean): StoredContact[] {
  const stay = new Map(before.filter(({ unsubscribedAt, stoppedAt }) => keepsOthers || unsubscribedAt !== null || stoppedAt !== null).map((one) => [contactKey(one), one]));
  const known = new Map(before.map((one) => [contactKey(one), one]));
  for (const { email, slackChannel, name, language, unsubscribed } of drafts) {
    const key = contactKey({ email, slackChannel });
    const was = known.get(key);
    stay.set(key, {
      id: was?.id ?? uuid(), email, slackChannel, name: name === undefined ? (was?.name ?? null) : name, language: language === undefined ? (was?.language ?? null) : language,
      unsubscribedAt: was?.unsubscribedAt ?? (unsubscribed ? now : null), createdAt: was?.createdAt ?? now,
      bouncedAt: was?.bouncedAt ?? null, bounceReason: was?.bounceReason ?? null, refusals: was?.refusals ?? 0, stoppedAt: was?.stoppedAt ?? null, stopReason: was?.stopReason ?? null,
    });
  }
  return [...stay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/**
 * Whoever leaves the list at this moment by a link stays unsubscribed, and on record, whatever is written here. What is known of an address from
 * another account holds for it here as well.
 */
export async function writeContacts({ db }: ServiceContext, customers: readonly { id: string; contacts: readonly StoredContact[] }[]): Promise<void> {
  const rows = customers.flatMap(({ id: customerId, contacts }) => contacts.map((one) => ({ ...one, customerId })));
  await db.query("delete from customer_contact where customer_id = any($1) and not id = any($2) and unsubscribed_at is null and stopped_at is null", [customers.map(({ id }) => id), rows.map(({ id }) => id)]);
  if (rows.length === 0) return;
  await db.query(
    `insert into customer_contact (id, customer_id, email, slack_channel, name, language, unsubscribed_at, created_at, refusals, bounced_at, bounce_reason, stopped_at, stop_reason)
     select c.id, c."customerId", c.email, c."slackChannel", c.name, c.language, c."unsubscribedAt", c."createdAt", coalesce(k.refusals, 0), k.bounced_at, k.bounce_reason, k.stopped_at, k.stop_reason
     from jsonb_to_recordset($1) as c (id uuid, "customerId" uuid, email text, "slackChannel" text, name text, language text, "unsubscribedAt" timestamptz, "createdAt" timestamptz)
     left join lateral (select * from customer_contact known where known.email = c.email and coalesce(known.stopped_at, known.bounced_at) is not null order by known.stopped_at is null, known.refusals desc limit 1) k on true
     on conflict (id) do update set name = excluded.name, language = excluded.language,
       unsubscribed_at = coalesce(customer_contact.unsubscribed_at, excluded.unsubscribed_at)`, [JSON.stringify(rows)]);
}

/** For the audit log, which keeps everything for good: who it was can be told, and nobody be written to from it. */
export const masked = ({ unsubscribedAt, stoppedAt, ...contact }: StoredContact): string =>
  `${contactKey(contact).replace(/^(.).*(?=@)/, "$1...")}${unsubscribedAt ? " (unsubscribed)" : stoppedAt ? " (given up)" : ""}`;
