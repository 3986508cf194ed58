import type { DeliveryEntity } from "../../entities/delivery.entity.ts";
import { HUB } from "../access/actor.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import type { Outcome } from "../delivery/channel.ts";
import * as policies from "../policy/index.ts";
import { clip } from "../text.rules.ts";
import { activate } from "./confirm.ts";
import { letGo } from "./stop-deliveries.ts";
import { whyStop } from "./subscriber.rules.ts";
import { subscriberById } from "./subscriber.store.ts";

const LONGEST = 500;

/** Keeps what an attempt tells of a subscriber's address: an endpoint that has echoed has confirmed, and one that is gone is left alone. */
export async function noteOutcome(ctx: ServiceContext, { id: deliveryId, payload: { subscriber } }: Pick<DeliveryEntity, "id" | "payload">, outcome: Outcome): Promise<void> {
  if (!subscriber) return;
  const { id, asks = false } = subscriber;
  // What was refused for its words or its sender says nothing of the address.
  if (outcome.state === "REFUSED" && outcome.isAboutMessage) return;
  if (outcome.state !== "ACCEPTED") return noteFailure(ctx, id, deliveryId, outcome);
  if (asks) return noteEcho(ctx, id);
  // Also where this delivery was written before anything had failed: its own earlier attempt may have.
  await ctx.db.query("update status_subscriber set failing_since = null, refusals = 0 where id = $1 and (failing_since is not null or refusals > 0)", [id]);
}

async function noteEcho(ctx: ServiceContext, id: string): Promise<void> {
  await inTransaction({ ...ctx, actor: HUB, operation: { name: "confirmStatusSubscription", input: { id }, isAudited: false } }, async (tx) => {
    const before = await subscriberById(tx, id, "for update");
    // That a mail was taken says nothing: its reader does.
    if (before?.kind === "WEBHOOK" && before.askedAt && before.nextSecret) await activate(tx, before);
  });
}

async function noteFailure(ctx: ServiceContext, id: string, deliveryId: string, { state, reason }: Exclude<Outcome, { state: "ACCEPTED" }>): Promise<void> {
  const refused = state === "REFUSED";
  // A mail server that does not take anything says nothing of the address.
  const [[row]] = await ctx.db.query(
    `update status_subscriber set refusals = refusals + $2, failing_since = coalesce(failing_since, $3)
     where id = $1 and ($2 = 1 or kind = 'WEBHOOK') and stopped_at is null and unsubscribed_at is null
     returning kind, refusals, extract(epoch from $3 - failing_since)::float8 as "failingFor"`, [id, refused ? 1 : 0, ctx.now()]);
  if (!row) return;
  const { document } = await policies.current(ctx);
  const why = whyStop(row.kind, reason, { refusals: refused ? row.refusals : 0, failingFor: row.failingFor }, document.subscribers);
  if (why === null) return;
  await inTransaction(ctx, async (tx) => {
    await tx.db.query("update status_subscriber set stopped_at = $2, stop_reason = $3, updated_at = $2 where id = $1 and stopped_at is null", [id, tx.now(), clip(why, LONGEST)]);
    await letGo(tx, { subscriberId: id, except: deliveryId });
  });
}
