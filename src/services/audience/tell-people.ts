import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { ChannelKind } from "../../entities/vocabulary.ts";
import { deliver, letter, wayToTell } from "../delivery/index.ts";
import type { Change } from "../timeline/record.ts";

/** What somebody of ours is told: `text` begins with what matters most to them. */
export interface Word {
  responderId: string;
  /** Part of the delivery's key: a person may be told one thing as an executive and another as an account's manager. */
  as: string;
  text: string;
}

export interface Reached {
  ways: ChannelKind[];
  notSent: string[];
}

/** One delivery for each person, by the first way that they take word by. */
export async function tellPeople({ tx, incident }: Change, message: CommunicationEntity, words: readonly Word[]): Promise<Reached> {
  const told = await wayToTell(tx, words.map(({ responderId }) => responderId));
  const about = `${incident.drill ? "[DRILL] " : ""}${incident.severity} ${incident.reference}: ${message.subject ?? incident.title}`;
  const { id, reference, channel } = incident;
  const going = words.flatMap((word) => {
    const way = told.find(({ responderId }) => responderId === word.responderId)?.way;
    return way ? [{ ...word, way }] : [];
  });
  await deliver(tx, going.map(({ responderId, as, text, way }) => ({
    key: `communication/${message.id}/${as}/${responderId}`, communicationId: message.id, incidentId: id, responderId, channel: way.channel, address: way.address,
    priority: 1, mayBundle: true, subject: about, text, html: letter({ heading: about, text }).html, payload: { incident: { id, reference, channel } },
  })));
  return { ways: [...new Set(going.map(({ way }) => way.channel))], notSent: told.flatMap(({ obstacle }) => obstacle ?? []) };
}
