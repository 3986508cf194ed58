import { randomInt } from "node:crypto";
import { v7 as uuid } from "uuid";
import { AcknowledgeLinkEntity } from "../../entities/acknowledge-link.entity.ts";
import { hashOf, newSecret } from "../access/secret.ts";
import type { ServiceContext } from "../context.ts";
import * as policies from "../policy/index.ts";
import { insert } from "../rows.ts";

/** By what a page can be acknowledged; in the clear only in the message itself. */
export interface AcknowledgeLink {
  token: string;
  /** Four digits; they count from the person's own phone alone. */
  code: string;
  url: string;
}

type Renderer = Pick<ServiceContext, "db" | "now" | "publicUrl">;

/**
 * A link for one message of a page, made when the message is sent: what lies in the outbox has none. The page's earlier
 * links go on. Null for what is no page, and on a hub that does not know its address.
 */
export async function acknowledgeLink(ctx: Renderer, notificationId: string): Promise<AcknowledgeLink | null> {
  if (!ctx.publicUrl) return null;
  const [page]: { incidentId: string; code: string | null; taken: string[] }[] = await ctx.db.query(
    `select n.incident_id as "incidentId", (select code from acknowledge_link where notification_id = n.id limit 1) as code,
       array(select l.code from acknowledge_link l join notification o on o.id = l.notification_id where o.responder_id = n.responder_id and l.expires_at > $2) as taken
     from notification n where n.id = $1 and n.kind = 'PAGE'`, [notificationId, ctx.now()]);
  if (!page) return null;
  const { linkValidFor } = (await policies.current(ctx)).document.contact;
  const token = newSecret();
  const code = page.code ?? freshCode(new Set(page.taken));
  const [createdAt, expiresAt] = [ctx.now(), new Date(ctx.now().getTime() + linkValidFor * 1_000)];
  await insert(ctx, AcknowledgeLinkEntity, [{ id: uuid(), notificationId, incidentId: page.incidentId, hash: hashOf(token), code, createdAt, expiresAt }]);
  return { token, code, url: new URL(`/ack/${token}`, ctx.publicUrl).href };
}

/** One that stands for no other page of the person's. */
function freshCode(taken: ReadonlySet<string>): string {
  for (let tries = 0; tries < 100; tries += 1) {
    const code = String(randomInt(1_000, 10_000));
    if (!taken.has(code)) return code;
  }
  throw new Error("There are more open pages to one person than codes");
}

/** Links that have expired a while ago say no more than those that never were. */
export async function forgetLinks({ db, now }: Pick<ServiceContext, "db" | "now">): Promise<void> {
  await db.query("delete from acknowledge_link where expires_at < $1", [new Date(now().getTime() - 86_400_000)]);
}
