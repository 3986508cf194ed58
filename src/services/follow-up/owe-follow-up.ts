import type { Audience } from "../../entities/vocabulary.ts";
import * as clocks from "../clock/index.ts";
import { CUSTOMER_AUDIENCES } from "../clock/promise-update.ts";
import { draftNotices } from "../draft/draft-notices.ts";
import type { Change } from "../timeline/record.ts";
import { oweApology } from "./apology.ts";
import { oweCalls } from "./calls.ts";
import { commsOf } from "./owners.ts";
import { tellOwners } from "./tell-owners.ts";

/**
 * What is promised once the impact has ended, each with its clock and its owner (product rules, sections 5 and 10): the
 * last word on every channel that was used, the e-mail to all affected where customers were told anything, a call to each
 * strategic account, an apology where a SEV1 came back, the end of the regression watch. Words are drafted; people send them.
 */
export async function oweFollowUp(change: Change): Promise<void> {
  const { incident, policy } = change;
  const from = incident.resolvedAt ?? change.at;
  const { resolutionEmailWithin, resolutionNoticeWithin } = (await policy()).document.clocks;
  const used = await usedAudiences(change);
  const toldCustomers = used.some(({ audience }) => CUSTOMER_AUDIENCES.includes(audience));
  const notices = used.filter(({ audience }) => audience !== "AFFECTED_CUSTOMERS");
  const isMailed = used.some(({ audience, isResolved }) => audience === "AFFECTED_CUSTOMERS" && isResolved);
  const ownerId = used.length > 0 ? await commsOf(change) : null;
  const until = incident.verification?.regressionWatchUntil;
  await clocks.start(change, [
    ...(toldCustomers ? [{ kind: "RESOLUTION_EMAIL" as const, from, due: resolutionEmailWithin, ownerId, metAt: isMailed ? from : null }] : []),
    ...notices.map(({ audience, isResolved }) => ({ kind: "RESOLUTION_NOTICE" as const, from, due: resolutionNoticeWithin, subject: audience, ownerId, metAt: isResolved ? from : null })),
    ...(until ? [{ kind: "REGRESSION_WATCH" as const, from, due: new Date(until), ownerId: incident.verification?.regressionWatchBy ?? null }] : []),
  ]);
  await oweCalls(change);
  await oweApology(change);
  const unsaid = notices.filter(({ isResolved }) => !isResolved).map(({ audience }) => audience);
  await draftNotices(change, toldCustomers && !isMailed ? [...unsaid, "AFFECTED_CUSTOMERS"] : unsaid);
  await tellOwners(change);
}

interface Used {
  audience: Audience;
  /** Its last word is the resolution already. */
  isResolved: boolean;
}

/** The audiences that were told anything. What stood for one and was taken back leaves nothing to end. */
function usedAudiences({ tx, incident }: Change): Promise<Used[]> {
  return tx.db.query(
    `select audience, bool_or(public_state is not distinct from 'RESOLVED') as "isResolved" from communication
     where incident_id = $1 and state = 'PUBLISHED' group by 1 order by 1`, [incident.id]);
}
