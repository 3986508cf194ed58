import type { ServiceContext } from "../context.ts";
import * as policies from "../policy/index.ts";

const AT_ONCE = 10_000;

/** Forgets what was sent or stopped long ago. What is dead is kept: somebody may still ask for it. */
export async function forgetDeliveries({ db, now }: Pick<ServiceContext, "db" | "now">): Promise<void> {
  const { keptFor } = (await policies.current({ db })).document.delivery;
  const before = new Date(now().getTime() - keptFor * 1_000);
  await db.query(
    "delete from delivery where id in (select id from delivery where created_at < $1 and state in ('SENT', 'STOPPED') order by created_at limit $2)", [before, AT_ONCE]);
}
