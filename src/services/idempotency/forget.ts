import type { ServiceContext } from "../context.ts";

/** Product rules, section 12. */
const KEPT_DAYS = 30;

/** Forgets answers that nobody retries for any more. */
export async function forgetAnswers({ db, now }: Pick<ServiceContext, "db" | "now">): Promise<void> {
  await db.query("delete from idempotency_key where created_at < $1", [new Date(now().getTime() - KEPT_DAYS * 86_400_000)]);
}
