import { CommunicationEntity } from "../../entities/communication.entity.ts";
import { affectedBy } from "../impact/impact.rules.ts";
import { select } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import { isForCustomers } from "./communication.rules.ts";
import { closingNotice, draft } from "./draft.rules.ts";
import { compose, put } from "./publish.ts";

/** The messages to customers that stand now. */
async function standing({ tx, incident }: Pick<Change, "tx" | "incident">): Promise<CommunicationEntity[]> {
  const rows = await select(tx, CommunicationEntity, "where incident_id = $1 and state = 'PUBLISHED' order by audience", [incident.id]);
  return rows.filter(({ audience }) => isForCustomers(audience));
}

export const wasPublished = async (change: Pick<Change, "tx" | "incident">): Promise<boolean> => (await standing(change)).length > 0;

/**
 * Resolving or cancelling an incident ends its public entry: the last word goes to the page and the banner that still say
 * otherwise, in the built-in words, unless a person has published a resolution there already. The e-mail to the affected
 * is a promise of its own and stays a person's to send.
 */
export async function closePublicEntry(change: Change, how: "resolved" | "cancelled"): Promise<void> {
  const { incident } = change;
  for (const { audience, publicState, channel } of await standing(change)) {
    const isEntry = how === "cancelled" || audience === "STATUS_PAGE" || audience === "IN_APP_BANNER";
    if (!isEntry || publicState === "RESOLVED") continue;
    const facts = { incident, publicState: "RESOLVED" as const, customersAffected: affectedBy(incident), strategicAffected: incident.strategicAffected, nextUpdateAt: null };
    const words = draft(audience, facts);
    const body = how === "cancelled" ? closingNotice(incident) : words.body;
    await put(change, await compose(change, { audience, channel, nextUpdateAt: null, overrides: [], overrideReason: null, ...words, body, publicState: "RESOLVED" }));
  }
}
