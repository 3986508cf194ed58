import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import { select } from "../rows.ts";
import type { About } from "../template/index.ts";
import { type Change, record } from "../timeline/record.ts";
import { audienceName, isForCustomers, publicStateOf } from "../communication/communication.rules.ts";
import { nextPromise } from "./draft-communications.ts";
import { draftWords } from "./draft-words.ts";
import { putDraft, waitingDraft } from "./put-draft.ts";
import { toldEta } from "./told-eta.ts";

/**
 * An ETA that was given, moved or taken back after customers were told something drafts an update for everybody to whom that is news, against the ETA
 * that each audience was given: by templates, since no model is waited for in a transaction. Nothing goes out.
 */
export async function draftEtaUpdate(change: Change): Promise<void> {
  const { incident, before, tx } = change;
  if (incident.eta?.getTime() === before.eta?.getTime() || incident.resolvedAt !== null) return;
  const standing = await select(tx, CommunicationEntity, "where incident_id = $1 and state = 'PUBLISHED' and public_state is distinct from 'RESOLVED' order by audience", [incident.id]);
  const audiences = standing.map(({ audience }) => audience);
  if (!audiences.some(isForCustomers)) return;
  const about: About = { publicState: publicStateOf(incident), nextUpdateAt: await nextPromise(change.tx, change.incident) };
  const drafted: CommunicationEntity[] = [];
  for (const audience of audiences) {
    const news = await newsFor(change, audience);
    // What waits for a person to read it may still name the ETA that is gone.
    if (news === null && !(await waitingDraft(change, audience))) continue;
    const toSay = { ...about, ...news };
    drafted.push(await putDraft(change, audience, toSay, await draftWords(change, audience, toSay, undefined)));
  }
  if (drafted.length === 0) return;
  record(change, { kind: "COMMUNICATION", summary: summaryOf(change, drafted.map(({ audience }) => audience)), details: { drafted: drafted.map(({ id }) => id), eta: incident.eta, previousEta: before.eta } });
}

/** What has changed for those who were told what they were told; null where nothing has. */
async function newsFor(change: Change, audience: Audience): Promise<Pick<About, "occasion" | "previousEta"> | null> {
  const { eta } = change.incident;
  const told = await toldEta(change, audience);
  const isAhead = eta !== null && eta > change.now;
  if (!isAhead && told === null) return null;
  return { occasion: "ETA_CHANGED", previousEta: told?.getTime() === eta?.getTime() ? null : told };
}

function summaryOf({ incident, before }: Change, audiences: readonly Audience[]): string {
  const what = incident.eta === null ? "was taken back" : before.eta === null ? "is known now" : "has changed";
  return `The ETA ${what}; an update is drafted for ${audiences.map(audienceName).join(", ")}`;
}
