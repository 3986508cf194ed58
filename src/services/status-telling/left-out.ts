import type { ServiceContext } from "../context.ts";
import { whatIsSaid } from "./what-is-said.ts";

/** How many would be told of this, and are not, since nothing arrived at their address any more. */
export async function countLeftOut(tx: ServiceContext, { id: updateId }: { id: string }): Promise<number> {
  const pages: { id: string }[] = await tx.db.query("select distinct page_id as id from status_subscriber where stopped_at is not null and unsubscribed_at is null and confirmed_at is not null");
  let count = 0;
  for (const { id: pageId } of pages) {
    const said = await whatIsSaid(tx, { pageId, updateId, kind: "UPDATE" });
    if (said) count += await stoppedOn(tx, pageId, said.about);
  }
  return count;
}

async function stoppedOn({ db }: ServiceContext, pageId: string, about: readonly string[] | null): Promise<number> {
  const [{ count }]: [{ count: number }] = await db.query(
    `select count(*)::int as count from status_subscriber s
     where s.page_id = $1 and s.stopped_at is not null and s.unsubscribed_at is null and s.confirmed_at is not null
       and ($2::uuid[] is null or s.takes_all or exists (select 1 from status_subscriber_component c where c.subscriber_id = s.id and c.component_id = any($2)))`, [pageId, about]);
  return count;
}
