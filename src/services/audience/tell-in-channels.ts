import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { configuredKinds } from "../delivery/index.ts";
import { type Otherwise, type Sharing, sharedChannels } from "../mailing/index.ts";
import { waysOf } from "../outreach/index.ts";
import type { Change } from "../timeline/record.ts";
import { countOf } from "../communication/count-of.ts";
import type { Reached } from "./tell-people.ts";

export interface Shared extends Reached, Otherwise {
  /** Those whose channels it goes to. */
  posted: Sharing[];
}

/** Which strategic accounts are told in their channels in Slack, beside or in place of by e-mail, and what is in the way. */
export async function tellInChannels(change: Change, message: CommunicationEntity): Promise<Shared> {
  const accounts = (await sharedChannels(change)).map((one) => ({ ...one, ...waysOf(one.chosen, change.incident.severity) }));
  const bySlack = accounts.filter((one) => one.bySlack);
  const [able, without] = [bySlack.filter(({ channels }) => channels.length > 0), bySlack.filter(({ channels, byEmail }) => channels.length === 0 && !byEmail)];
  const obstacle = able.length > 0 ? await obstacleTo(change, message) : null;
  const posted = obstacle === null ? able : [];
  return {
    posted, ways: posted.length > 0 ? ["SLACK"] : [], told: posted.map(({ customerId }) => customerId), instead: bySlack.flatMap(({ byEmail, customerId }) => (byEmail ? [] : [customerId])),
    notSent: [
      ...(obstacle === null ? [] : [`${obstacle}: ${countOf(able.length, "strategic")} a channel there that gets nothing`]),
      ...(without.length > 0 ? [`${countOf(without.length, "strategic")} no channel in Slack to be told in`] : []),
    ],
  };
}

/** Nothing is cut that a person wrote. */
async function obstacleTo({ tx, incident }: Change, { subject, body }: CommunicationEntity): Promise<string | null> {
  if (!(await configuredKinds(tx)).has("SLACK")) return "Slack is not set up";
  const most = tx.channels?.all.find(({ kind }) => kind === "SLACK")?.maxText ?? Infinity;
  const length = (subject ?? incident.title).length + 1 + body.length;
  return length > most ? `the text has ${length} characters, and Slack takes ${most}` : null;
}
