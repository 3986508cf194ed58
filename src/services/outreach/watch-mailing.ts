import type { ServiceContext } from "../context.ts";

/** From now on the letters of a message are watched: an account that a server took one for was written to. */
export async function watchMailing({ db, now }: Pick<ServiceContext, "db" | "now">, message: { id: string; incidentId: string }): Promise<void> {
  await db.query("insert into outreach_mailing (communication_id, incident_id, due_at) values ($1, $2, $3) on conflict (communication_id) do update set due_at = excluded.due_at", [message.id, message.incidentId, now()]);
}
