import { CustomerContactEntity } from "../../entities/customer-contact.entity.ts";
import type { Actor } from "../access/actor.ts";
import { noteChange } from "../audit/act.ts";
import { settle } from "../audit/write.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { selectOne } from "../rows.ts";
import { contactState } from "./contact-state.rules.ts";
import { stopWaiting } from "./stop-waiting.ts";
import { contactOf } from "./unsubscribe-link.ts";

/** Links are made for letters alone: a channel has none. */
type Addressed = CustomerContactEntity & { email: string };

/** Whether somebody is written to, as the page of their link shows it. */
export interface Subscription {
  email: string;
  unsubscribedAt: Date | null;
  /** When the hub gave the address up, since it refused mail. */
  stoppedAt: Date | null;
  /** What they read, where somebody has said. */
  language: string | null;
}

/** NOT_FOUND for a token that is none, or whose contact is gone. */
export async function subscription(ctx: ServiceContext, token: string): Promise<Subscription> {
  return contactBy(ctx, token);
}

/**
 * Whoever has the link says whether to be written to: it holds for the address at every account that it is known at, for
 * who asks to be left alone means it. What waits to be sent there is let go. Whoever opens the link and wants to be written to has the inbox, whatever
 * its server refused. Said twice, it is said once.
 */
export async function setSubscription(ctx: ServiceContext, token: string, isWanted: boolean): Promise<Subscription> {
  const contact = await contactBy(ctx, token);
  const actor: Actor = { id: `contact/${contact.id}`, name: "A customer's contact", role: "PUBLIC", scopes: [], responderId: null };
  const operation = { name: isWanted ? "resubscribeContact" : "unsubscribeContact", input: { contactId: contact.id }, isAudited: false };
  return inTransaction({ ...ctx, actor, operation }, async (tx) => {
    const before = await byId(tx, contact.id, " for update");
    if (isWanted ? contactState(before) === "ACTIVE" : before.unsubscribedAt) {
      settle(tx);
      return before;
    }
    const after = isWanted ? { ...before, unsubscribedAt: null, stoppedAt: null } : { ...before, unsubscribedAt: tx.now() };
    if (isWanted) await writeAgain(tx, before.email);
    else await leaveAlone(tx, before.email);
    noteChange(tx, `contact/${before.id}`, { unsubscribedAt: before.unsubscribedAt, stoppedAt: before.stoppedAt }, { unsubscribedAt: after.unsubscribedAt, stoppedAt: after.stoppedAt });
    return after;
  });
}

async function leaveAlone(tx: ServiceContext, email: string): Promise<void> {
  await tx.db.query("update customer_contact set unsubscribed_at = $2 where email = $1 and unsubscribed_at is null", [email, tx.now()]);
  await stopWaiting(tx, email);
}

async function writeAgain({ db }: ServiceContext, email: string): Promise<void> {
  await db.query("update customer_contact set unsubscribed_at = null, stopped_at = null, stop_reason = null, refusals = 0, bounced_at = null, bounce_reason = null where email = $1", [email]);
}

const contactBy = (ctx: ServiceContext, token: string): Promise<Addressed> => byId(ctx, contactOf(ctx, token));

async function byId(ctx: Pick<ServiceContext, "db">, id: string | null, lock = ""): Promise<Addressed> {
  const contact = id === null ? null : await selectOne(ctx, CustomerContactEntity, `where id = $1 and email is not null${lock}`, [id]);
  if (!contact?.email) throw notFound("such link");
  return { ...contact, email: contact.email };
}
