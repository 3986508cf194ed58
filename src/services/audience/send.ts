import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { ChannelKind } from "../../entities/vocabulary.ts";
import * as statusEntries from "../status-entry/index.ts";
import * as statusPage from "../status-page/index.ts";
import { countLeftOut } from "../status-telling/left-out.ts";
import type { Change } from "../timeline/record.ts";
import { tellAccounts } from "./tell-accounts.ts";
import { tellExecutives, tellInternally } from "./tell-ourselves.ts";
import type { Reached } from "./tell-people.ts";

/** Hands a message that was just published to whatever carries it to its audience, within the same transaction. */
export async function send(change: Change, message: CommunicationEntity): Promise<Reached> {
  switch (message.audience) {
    case "STATUS_PAGE":
      return { ways: [], notSent: [...hidden(change, "the status page"), ...(await missed(change, await statusEntries.hearPublication(change, message)))] };
    case "IN_APP_BANNER":
      return { ways: [], notSent: hidden(change, "the banner") };
    case "AFFECTED_CUSTOMERS":
    case "STRATEGIC_ACCOUNTS":
      return tellAccounts(change, message);
    case "INTERNAL":
      return tellInternally(change, message);
    case "EXECUTIVES":
      return tellExecutives(change, message);
  }
}

async function missed({ tx }: Change, update: { id: string } | null): Promise<string[]> {
  if (!update) return [];
  const unseen = (await statusPage.isPublic(tx, update.id)) ? [] : ["no public page shows it: its components are internal, or on none"];
  return [...unseen, ...leftOut(await countLeftOut(tx, update))];
}

function leftOut(count: number): string[] {
  return count > 0 ? [count === 1 ? "1 subscriber was given up, since nothing arrives at that address" : `${count} subscribers were given up, since nothing arrives at their addresses`] : [];
}

const hidden = ({ incident }: Change, place: string): string[] => (incident.drill ? [`a drill: ${place} does not show it`] : []);

/** How it went out, as a report names it: `email_and_slack`. Null where nothing was sent. */
export const channelOf = (ways: readonly ChannelKind[]): string | null => (ways.length === 0 ? null : ways.map((way) => way.toLowerCase()).sort().join("_and_"));
