import type { ServiceContext } from "../context.ts";

const KEPT_MS = 30 * 86_400_000;

/** Sessions and links that have been over for 30 days. */
export async function forgetSessions({ db, now }: Pick<ServiceContext, "db" | "now">): Promise<void> {
  const before = new Date(now().getTime() - KEPT_MS);
  await db.query("delete from session where coalesce(ended_at, seen_at) < $1", [before]);
  await db.query("delete from account_link where coalesce(used_at, expires_at) < $1", [before]);
}
