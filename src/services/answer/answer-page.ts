import { settle } from "../audit/write.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { acknowledge } from "../escalation/index.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { optionalText, LIMITS } from "../input.ts";
import { type Page, pageById } from "./page.store.ts";
import { markAnswered, personOf } from "./person.ts";

/** How the answer came. */
export type Via = "LINK" | "SMS" | "VOICE" | "SLACK";

export interface Answer {
  /** ALREADY: this person has acknowledged it before. OVER: the incident has ended, and nothing was to be acknowledged. */
  state: "ACKNOWLEDGED" | "ALREADY" | "OVER";
  page: Page;
}

/**
 * Acknowledges the incident of a page as the person it went to: having the message is the right. A second answer changes
 * nothing. `ctx` has to see every incident; what is done is done in the person's name.
 */
export async function answerPage(ctx: ServiceContext, { id }: Pick<Page, "id">, { via, note }: { via: Via; note?: string | null }): Promise<Answer> {
  const asked = await pageById(ctx, id);
  const input = { incidentId: asked.incidentId, notificationId: id, via, note: optionalText("note", note, LIMITS.note) };
  const operation = { name: "acknowledge", input, isAudited: false };
  return inTransaction({ ...ctx, actor: personOf(asked.responderId, asked.name), operation }, async (tx) => {
    // In the order in which every verb locks: the incident first.
    await tx.db.query("select 1 from incident where id = $1 for no key update", [asked.incidentId]);
    const page = await pageById(tx, id);
    if (page.acknowledgedAt || !isOpen(page)) {
      settle(tx);
      return { state: page.acknowledgedAt ? "ALREADY" : "OVER", page };
    }
    // Whom the hub has called to a private incident is on it.
    if (page.private) await tx.db.query("insert into incident_member values ($1, $2) on conflict do nothing", [page.incidentId, page.responderId]);
    await acknowledge(tx, { incidentId: page.incidentId, responderId: page.responderId, note: input.note });
    await markAnswered(tx, page.incidentId, page.responderId);
    return { state: "ACKNOWLEDGED", page: await pageById(tx, id) };
  });
}
