import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { deliver } from "../delivery/index.ts";
import type { Change } from "../timeline/record.ts";
import type { Sharing } from "./shared-channels.ts";

/**
 * Puts a published message into the outbox for each channel in Slack that these accounts share with us, once for however many of them share it. `mailed`
 * are those that it went to by e-mail too. As with letters the words are put together when it is sent.
 */
export async function queuePosts({ tx, incident }: Change, { id, subject }: CommunicationEntity, accounts: readonly Sharing[], mailed: ReadonlySet<string>): Promise<void> {
  const posts = new Map<string, { contactId: string; hasBounced: boolean; outreach: { customerId: string; channel: string }[] }>();
  for (const { customerId, channels } of accounts) {
    for (const { address, contactId, hasBounced } of channels) {
      const post = posts.get(address) ?? { contactId, hasBounced, outreach: [] };
      posts.set(address, { ...post, outreach: [...post.outreach, { customerId, channel: mailed.has(customerId) ? "email_and_slack" : "slack" }] });
    }
  }
  await deliver(tx, [...posts].map(([address, { contactId, hasBounced, outreach }]) => ({
    key: `communication/${id}/${contactId}`, communicationId: id, incidentId: incident.id, channel: "SLACK" as const, address, priority: 2, subject: subject ?? incident.title, text: "",
    payload: { incident: { id: incident.id, reference: incident.reference, channel: incident.channel }, contactId, outreach, ...(hasBounced && { hasBounced }) },
  })));
}
