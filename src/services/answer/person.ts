import type { Actor } from "../access/index.ts";
import type { ChannelKind } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import type { Page } from "./page.store.ts";

/** The person in whose name an answer counts, and no more than a responder. */
export const personOf = (responderId: string, name: string): Actor => ({ id: responderId, name, role: "RESPONDER", scopes: [], responderId });

/** One answer is one to every page of the incident that the person had by then. */
export async function markAnswered({ db, now }: Pick<ServiceContext, "db" | "now">, incidentId: string, responderId: string): Promise<void> {
  await db.query("update notification set acknowledged_at = $3 where incident_id = $1 and responder_id = $2 and kind = 'PAGE' and acknowledged_at is null", [incidentId, responderId, now()]);
}

type Reader = Pick<ServiceContext, "db">;

/** Whether a message of the page went to that address. */
export async function wentTo({ db }: Reader, { id }: Pick<Page, "id">, channel: ChannelKind, address: string): Promise<boolean> {
  return (await db.query("select 1 from delivery where notification_id = $1 and channel = $2 and address = $3 limit 1", [id, channel, address])).length > 0;
}

/** The responder with that Slack user as a way to reach them, or else with that e-mail address. */
export async function responderBySlack({ db }: Reader, userId: string, email: string | null): Promise<string | null> {
  const [found]: { id: string }[] = await db.query(
    `select id from responder where contact_methods @> $1::jsonb or (email = $2) or contact_methods @> $3::jsonb order by (contact_methods @> $1::jsonb) desc, id limit 1`,
    [JSON.stringify([{ channel: "SLACK", address: userId }]), email, JSON.stringify([{ channel: "SLACK", address: email ?? userId }])]);
  return found?.id ?? null;
}
