import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import { select } from "../rows.ts";
import type { About } from "../template/index.ts";
import { type Change, record } from "../timeline/record.ts";
import { audienceName, isForCustomers, publicStateOf } from "./communication.rules.ts";
import { nextPromise } from "./draft-communications.ts";
import { draftWords } from "./draft-words.ts";
import { putDraft } from "./put-draft.ts";

/**
 * An ETA that was given, moved or taken back after customers were told something drafts an update for everybody who was: by
 * templates, since no model is waited for in a transaction. Nothing goes out.
 */
export async function draftEtaUpdate(change: Change): Promise<void> {
  const { incident, before, tx } = change;
  if (incident.eta?.getTime() === before.eta?.getTime() || incident.resolvedAt !== null) return;
  const standing = await select(tx, CommunicationEntity, "where incident_id = $1 and state = 'PUBLISHED' and public_state is distinct from 'RESOLVED' order by audience", [incident.id]);
  const audiences = standing.map(({ audience }) => audience);
  if (!audiences.some(isForCustomers)) return;
  const about: About = { publicState: publicStateOf(incident), nextUpdateAt: await nextPromise(change.tx, change.incident), occasion: "ETA_CHANGED", previousEta: before.eta };
  const drafted: string[] = [];
  for (const audience of audiences) drafted.push((await putDraft(change, audience, about, await draftWords(change, audience, about, undefined))).id);
  record(change, { kind: "COMMUNICATION", summary: summaryOf(change, audiences), details: { drafted, eta: incident.eta, previousEta: before.eta } });
}

function summaryOf({ incident, before }: Change, audiences: readonly Audience[]): string {
  const what = incident.eta === null ? "was taken back" : before.eta === null ? "is known now" : "has changed";
  return `The ETA ${what}; an update is drafted for ${audiences.map(audienceName).join(", ")}`;
}
