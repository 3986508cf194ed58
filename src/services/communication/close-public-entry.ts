import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import { select } from "../rows.ts";
import { wordsFor } from "../template/words-for.ts";
import type { Change } from "../timeline/record.ts";
import { isForCustomers } from "./communication.rules.ts";
import { maySay } from "../guardrail/guard.ts";
import { compose, put } from "./publish.ts";

const PLAINLY = { subject: "Incident resolved", body: "This incident has been resolved." };

/** The last messages to customers that were not taken back: where the one that stood was, the page is back at the one before. */
async function standing({ tx, incident }: Pick<Change, "tx" | "incident">): Promise<CommunicationEntity[]> {
  const rows = await select(tx, CommunicationEntity,
    `where id in (select distinct on (audience) id from communication where incident_id = $1 and state in ('PUBLISHED', 'SUPERSEDED') and published_at is not null
       order by audience, published_at desc, version desc) order by audience`, [incident.id]);
  return rows.filter(({ audience }) => isForCustomers(audience));
}

/** Whether customers were told, also of what was taken back since. */
export async function wasPublished({ tx, incident }: Pick<Change, "tx" | "incident">): Promise<boolean> {
  const rows: { audience: Audience }[] = await tx.db.query("select distinct audience from communication where incident_id = $1 and published_at is not null", [incident.id]);
  return rows.some(({ audience }) => isForCustomers(audience));
}

/**
 * Resolving or cancelling an incident ends its public entry: the last word goes to the page and the banner that still say
 * otherwise, in the built-in words, unless a person has published a resolution there already. The e-mail to the affected
 * is a promise of its own and stays a person's to send.
 */
export async function closePublicEntry(change: Change, how: "resolved" | "cancelled"): Promise<void> {
  for (const { audience, publicState, channel } of await standing(change)) {
    const isEntry = how === "cancelled" || audience === "STATUS_PAGE" || audience === "IN_APP_BANNER";
    if (!isEntry || publicState === "RESOLVED") continue;
    const { draft: words } = await wordsFor(change, audience, { publicState: "RESOLVED", nextUpdateAt: null, isCancelled: how === "cancelled", isUnread: true });
    const message = { audience, channel, nextUpdateAt: null, overrides: [], overrideReason: null, ...words, publicState: "RESOLVED" as const };
    // A title may say what customers must not read; that keeps no incident from ending.
    await put(change, await compose(change, (await maySay(change, message)) ? message : { ...message, ...PLAINLY }));
  }
}
