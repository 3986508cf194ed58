import type { ServiceContext } from "../context.ts";
import * as policies from "../policy/index.ts";

/** Addresses that never confirmed are nobody's to keep. Who has left stays known, so that no list brings them back. */
export async function forgetUnconfirmed({ db, now }: Pick<ServiceContext, "db" | "now">): Promise<void> {
  const { confirmWithin } = (await policies.current({ db })).document.subscribers;
  await db.query("delete from status_subscriber where confirmed_at is null and asked_at < $1", [new Date(now().getTime() - confirmWithin * 1_000)]);
}
