import { beforeEach, expect, test } from "vitest";
import { slackChannel } from "../../src/channels/slack.ts";
import type { CustomerEntity } from "../../src/entities/customer.entity.ts";
import type { CommunicationEntity } from "../../src/entities/communication.entity.ts";
import { deliveriesOf } from "../../src/services/audience/index.ts";
import { publishCommunication } from "../../src/services/communication/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { contactsOf, updateCustomer } from "../../src/services/customer/index.ts";
import { replay } from "../../src/services/delivery/index.ts";
import { hearUndeliverable } from "../../src/services/escalation/index.ts";
import { importDirectory } from "../../src/services/import/index.ts";
import * as outreach from "../../src/services/outreach/index.ts";
import { aContext, anIncident, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { aCourier, RecordingChannel, withChannels } from "../support/delivery.ts";
import { saidOf } from "../support/incident.ts";
import { aWayOut, json } from "../support/peers.ts";
import { aSlack } from "../support/slack-peer.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const slack = await aSlack();
const adapter = slackChannel(aWayOut());
const email = new RecordingChannel("EMAIL");
const hub: ServiceContext = { ...ctx, channels: { all: [email, adapter], given: { EMAIL: {}, SLACK: { botToken: slack.token, baseUrl: slack.url } } } };
const SEV1 = { severity: "SEV1", reason: "All of it" } as const;
const BODY = "Exports <!channel> fail for *you*, @here. Next update in 20 minutes.";

beforeEach(async () => {
  slack.rooms.splice(0);
  slack.posts.splice(0);
  await source.query("delete from delivery");
});
const aChannel = (id: string) => slack.rooms.push({ id, name: id.toLowerCase(), is_archived: false, is_member: true, purpose: { value: "" }, topic: "", members: [] });
const write = ({ externalId }: CustomerEntity, ...contacts: string[]) => updateCustomer(ctx, { externalId, contacts });
const ids = (customers: readonly CustomerEntity[]) => customers.map(({ externalId }) => externalId);
const choose = (incidentId: string, customer: CustomerEntity, channel: string | null) => outreach.updateOutreach(ctx, { incidentId, customerExternalIds: [customer.externalId], channel });
const publish = (incidentId: string, over: Parameters<typeof publishCommunication>[1] = {}, on = hub) =>
  publishCommunication(on, { incidentId, audience: "STRATEGIC_ACCOUNTS", subject: "Exports", body: BODY, template: "notice", ...over });
const addressesOf = async ({ id }: CommunicationEntity): Promise<string[]> =>
  (await source.query("select channel || ' ' || address as way from delivery where communication_id = $1 order by 1", [id])).map(({ way }: { way: string }) => way);
const planOf = async (id: string) => (await outreach.outreachPlan(ctx, id)).map(({ customer, state, channel }) => [customer.externalId, state, channel]);
async function sent(message: CommunicationEntity, states: object[]): Promise<void> {
  const courier = aCourier(hub, { onUndeliverable: hearUndeliverable });
  await expect.poll(async () => (await deliveriesOf(ctx, [message.id])).get(message.id)).toEqual(states);
  await courier.stop();
}

test("a strategic account is told in the channel that it shares, beside e-mail or in its place as its entry says, and its outreach is sent once Slack has it", async () => {
  const customers = await someCustomers(ctx, 5, { strategic: true });
  const [both, chosen, mailed, sharing, left] = customers as [CustomerEntity, CustomerEntity, CustomerEntity, CustomerEntity, CustomerEntity];
  const [plain] = await someCustomers(ctx, 1);
  await write(both, "both@example.com", "slack:C0BOTH");
  await write(chosen, "chosen@example.com", "Our room <slack:C0CHOSEN>");
  await write(mailed, "mailed@example.com");
  await write(sharing, "slack:C0BOTH");
  await importDirectory(ctx, { customers: [{ externalId: left.externalId, contacts: [{ email: "left@example.com" }, { slackChannel: "C0LEFT", unsubscribed: true }] }] });
  await write(plain!, "plain@example.com", "slack:C0PLAIN");
  for (const id of ["C0BOTH", "C0CHOSEN", "C0LEFT", "C0PLAIN"]) aChannel(id);
  const { id, revision } = await anIncident(ctx, { ...SEV1, affectedCustomerExternalIds: ids([...customers, plain!]) });
  await choose(id, chosen, "slack");

  const message = await publish(id);
  expect(message).toMatchObject({ channel: "email_and_slack", notSent: ["5 strategic accounts have no account manager"] });
  expect(await addressesOf(message)).toEqual(["EMAIL both@example.com", "EMAIL left@example.com", "EMAIL mailed@example.com", "SLACK C0BOTH", "SLACK C0CHOSEN"]);
  expect(await planOf(id)).toEqual([
    [both.externalId, "planned", "email_and_slack"], [chosen.externalId, "planned", "slack"], [mailed.externalId, "planned", "email_and_slack"], [sharing.externalId, "planned", "email_and_slack"],
    [left.externalId, "planned", "email_and_slack"], [plain!.externalId, "planned", "email"],
  ]);
  expect(await outreach.acceptances.apply(hub, 10)).toBe(0);
  await sent(message, [{ channel: "EMAIL", state: "SENT", count: 3 }, { channel: "SLACK", state: "SENT", count: 2 }]);

  expect(slack.posts.map(({ channel }) => channel).sort()).toEqual(["C0BOTH", "C0CHOSEN"]);
  for (const { text, blocks } of slack.posts) {
    expect(text).toBe("Exports\nExports &lt;!channel&gt; fail for *you*, @here. Next update in 20 minutes.");
    const parts = (JSON.parse(blocks) as { text?: object; elements?: object[] }[]).flatMap((block) => block.text ?? block.elements ?? []);
    expect(parts).toMatchObject([{ type: "plain_text", text: "Exports" }, { type: "plain_text", text: BODY }, { type: "plain_text", text: expect.stringMatching(/^INC-/) }]);
  }
  for (const { body } of slack.heard) expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({ mrkdwn: "false", parse: "none", link_names: "false" });
  await outreach.watchedMailings.apply(hub, 10);
  expect(await outreach.acceptances.upcoming(hub, new Date(), 10)).toHaveLength(2);
  expect(await outreach.acceptances.apply(hub, 10)).toBe(1);
  expect(await outreach.acceptances.apply(hub, 10)).toBe(0);
  expect((await planOf(id)).slice(0, 5)).toEqual([
    [both.externalId, "sent", "email_and_slack"], [chosen.externalId, "sent", "slack"], [mailed.externalId, "sent", "email"], [sharing.externalId, "sent", "slack"], [left.externalId, "sent", "email"],
  ]);
  expect((await saidOf(ctx, { id, revision })).filter((line) => line.includes("Outreach: notice"))).toEqual([
    "COMMUNICATION: Outreach: notice went to 3 accounts", "COMMUNICATION: Outreach: notice went to 1 account", "COMMUNICATION: Outreach: notice went to 2 accounts",
  ]);
});

test("below SEV2 it is told by e-mail unless somebody says otherwise, and what was said holds for the messages to come", async () => {
  const [asked, other] = await someCustomers(ctx, 2, { strategic: true });
  await write(asked!, "asked@example.com", "slack:C0ASKED");
  await write(other!, "other@example.com", "slack:C0OTHER");
  const { id } = await anIncident(ctx, { severity: "SEV3", reason: "A few", affectedCustomerExternalIds: ids([asked!, other!]) });
  await choose(id, asked!, "Slack and e-mail");
  for (const minute of [0, 1]) expect(await addressesOf(await publish(id, {}, later(hub, minute)))).toEqual(["EMAIL asked@example.com", "EMAIL other@example.com", "SLACK C0ASKED"]);
  await choose(id, asked!, null);
  expect(await addressesOf(await publish(id, {}, later(hub, 2)))).toEqual(["EMAIL asked@example.com", "EMAIL other@example.com"]);
  expect(await addressesOf(await publish(id, { audience: "INTERNAL" }, later(hub, 3)))).not.toContain("SLACK C0ASKED");
});

test("what cannot be posted is said: without Slack, without a channel, or too long; a drill posts nothing, and a private incident is refused", async () => {
  const [one, two] = await someCustomers(ctx, 2, { strategic: true, ownerId: null });
  await write(one!, "slack:C0ONE");
  await write(two!, "two@example.com");
  const declared = { ...SEV1, affectedCustomerExternalIds: ids([one!, two!]) };
  const { id } = await anIncident(ctx, declared);
  await choose(id, two!, "slack");
  const NONE = "1 strategic account has no channel in Slack to be told in";
  const message = await publish(id, {}, withChannels(ctx, email));
  expect(message.notSent).toEqual(["1 affected account has nobody to write to", "Slack is not set up: 1 strategic account has a channel there that gets nothing", NONE, "2 strategic accounts have no account manager"]);
  expect(await addressesOf(message)).toEqual([]);
  const long = await publish(id, { body: `${"Sorry. ".repeat(300)} Next update in 20 minutes.` }, withChannels(later(ctx, 1), email, new RecordingChannel("SLACK")));
  expect(long.notSent[1]).toBe("the text has 2135 characters, and Slack takes 2000: 1 strategic account has a channel there that gets nothing");
  expect((await publish(id, {}, later(hub, 2))).notSent).toEqual([NONE, "2 strategic accounts have no account manager"]);

  const drill = await publish((await anIncident(ctx, { ...declared, drill: true })).id);
  expect([drill.notSent, await addressesOf(drill)]).toEqual([["a drill: customers are not written to"], []]);
  const secret = await anIncident(ctx, { ...declared, private: true });
  await expect(publish(secret.id)).rejects.toMatchObject({ code: "CONFLICT", details: { field: "audience" } });
});

test("a channel that refuses is dead with its reason, on the contact too; another try that Slack takes is the one that counts", async () => {
  const [one] = await someCustomers(ctx, 1, { strategic: true });
  await write(one!, "slack:C0GONE");
  const { id } = await anIncident(ctx, { ...SEV1, affectedCustomerExternalIds: [one!.externalId] });
  const message = await publish(id);
  slack.next.set("chat.postMessage", (res) => json(res, 503, {}));
  await sent(message, [{ channel: "SLACK", state: "FAILED", count: 1 }]);
  await source.query("update delivery set next_at = $2 where communication_id = $1", [message.id, ctx.now()]);
  await sent(message, [{ channel: "SLACK", state: "DEAD", count: 1 }]);
  expect((await contactsOf(ctx, [one!.id])).get(one!.id)).toMatchObject([{ email: null, slackChannel: "C0GONE", bounceReason: expect.stringContaining("channel_not_found") }]);
  expect(await saidOf(ctx, { id })).toContain("COMMUNICATION: Not every customer was reached in the channel that they share with us; the message's deliveries tell which, and why");
  expect([await outreach.acceptances.apply(hub, 10), await planOf(id)]).toEqual([0, [[one!.externalId, "planned", "email_and_slack"]]]);

  aChannel("C0GONE");
  const [{ id: deliveryId }] = await source.query("select id from delivery where communication_id = $1", [message.id]);
  await replay(ctx, { deliveryId });
  await sent(message, [{ channel: "SLACK", state: "SENT", count: 1 }]);
  expect([await outreach.acceptances.apply(hub, 10), await planOf(id)]).toEqual([1, [[one!.externalId, "sent", "slack"]]]);
});
