import type { DeliveryEntity } from "../../entities/delivery.entity.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import type { Outcome } from "../delivery/index.ts";
import { whyLeaveAlone } from "../delivery/refusal.rules.ts";
import * as policies from "../policy/index.ts";
import { clip } from "../text.rules.ts";
import { stopWaiting } from "./stop-waiting.ts";

type Going = Pick<DeliveryEntity, "id" | "channel" | "address" | "payload">;

const LONGEST = 500;

/** Keeps what a server says of a contact's address, or Slack of its channel, at every account that has it: one that it refuses for good is left alone. A refusal for now says nothing. */
export async function noteBounce(ctx: ServiceContext, going: Going, outcome: Outcome): Promise<void> {
  const { contactId, hasBounced = false } = going.payload;
  if (!contactId) return;
  if (going.channel === "SLACK") return notePost(ctx, going, outcome);
  if (outcome.state === "REFUSED" && !outcome.isAboutMessage) return noteRefusal(ctx, going, outcome.reason);
  // What was under way when an address was given up does not bring it back: a person does.
  if (outcome.state === "ACCEPTED" && hasBounced) await ctx.db.query("update customer_contact set bounced_at = null, bounce_reason = null, refusals = 0 where email = $1 and stopped_at is null", [going.address]);
}

/** What Slack says of a channel. None is given up for it: a token that is wrong refuses all of them, and an app that was left out is asked in again. */
async function notePost({ db, now }: ServiceContext, { address, payload }: Going, outcome: Outcome): Promise<void> {
  const reason = outcome.state === "REFUSED" && !outcome.isAboutMessage ? clip(outcome.reason, LONGEST) : null;
  if (reason === null && !(outcome.state === "ACCEPTED" && payload.hasBounced)) return;
  await db.query("update customer_contact set bounced_at = case when $2::text is null then null else coalesce(bounced_at, $3) end, bounce_reason = $2 where slack_channel = $1", [address, reason, now()]);
}

async function noteRefusal(ctx: ServiceContext, { id, address }: Going, reason: string): Promise<void> {
  const [rows]: [{ refusals: number; isStopped: boolean }[]] = await ctx.db.query(
    `update customer_contact set refusals = refusals + 1, bounced_at = coalesce(bounced_at, $2), bounce_reason = $3
     where email = $1 returning refusals, stopped_at is not null as "isStopped"`, [address, ctx.now(), clip(reason, LONGEST)]);
  if (rows.every(({ isStopped }) => isStopped)) return;
  const { refusalsAtMost } = (await policies.current(ctx)).document.communication;
  const why = whyLeaveAlone(reason, Math.max(...rows.map(({ refusals }) => refusals)), refusalsAtMost);
  if (why === null) return;
  await inTransaction(ctx, async (tx) => {
    await tx.db.query("update customer_contact set stopped_at = $2, stop_reason = $3 where email = $1 and stopped_at is null", [address, tx.now(), clip(why, LONGEST)]);
    await stopWaiting(tx, address, id);
  });
}
