import { expect, test } from "vitest";
import { readAllowList } from "../../src/outbound/index.ts";
import { type Data, useHub } from "../support/hub.ts";
import { aSlack } from "../support/slack-peer.ts";

const slack = await aSlack();
const hub = useHub(() => ({ sendsDeliveries: true, keepsDeadlines: true, outboundAllow: readAllowList("127.0.0.0/8") }));

test("an account's channel in Slack is a contact over the API, and the plan shows how it was told once Slack has the message", async () => {
  await hub.ok("mutation ($input: ConfigureChannelInput!) { configureChannel(input: $input) { kind } }", { input: { kind: "SLACK", values: { botToken: slack.token, baseUrl: slack.url } } });
  slack.rooms.push({ id: "C024BE7LR", name: "globex-and-us", is_archived: false, is_member: false, purpose: { value: "" }, topic: "", members: [] });
  const create = "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { contacts { kind email slackChannel name } } }";
  const globex = { externalId: "globex", name: "Globex", arr: { amount: "5", currency: "USD" }, strategic: true };
  expect(await hub.refusal(create, { input: { ...globex, contacts: [{ slackChannel: "#globex" }] } })).toMatchObject({ code: "INVALID_INPUT", field: "contacts.0.slackChannel" });
  expect((await hub.ok(create, { input: { ...globex, contacts: [{ slackChannel: "C024BE7LR", name: "Ours" }, { email: "ops@globex.example" }] } })).createCustomer.contacts).toEqual([
    { kind: "EMAIL", email: "ops@globex.example", slackChannel: null, name: null }, { kind: "SLACK_CHANNEL", email: null, slackChannel: "C024BE7LR", name: "Ours" },
  ]);

  const { id } = await hub.declare({ severity: "SEV1", reason: "All of it", affectedCustomerExternalIds: ["globex"] });
  await hub.ok("mutation ($input: UpdateOutreachInput!) { updateOutreach(input: $input) { revision } }", { input: { incidentId: id, customerExternalIds: ["globex"], channel: "slack" } });
  const publish = "mutation ($input: PublishCommunicationInput!) { publishCommunication(input: $input) { id channel notSent } }";
  const input = { incidentId: id, audience: "STRATEGIC_ACCOUNTS", subject: "Exports", body: "Exports fail. Next update in 20 minutes." };
  const guess = { ...input, body: "Exports fail, probably caused by a bad deployment. Next update in 20 minutes." };
  expect((await hub.gql(publish, { input: guess })).errors).toMatchObject([{ extensions: { code: "GUARDRAIL" } }]);
  const { publishCommunication: message } = await hub.ok(publish, { input });
  expect(message).toEqual({ id: message.id, channel: "slack", notSent: ["no e-mail channel is set up", "1 strategic account has no account manager"] });

  const plan = "query ($id: ID!) { outreach(incidentId: $id) { entries { nodes { state channel customer { contacts { kind slackChannel } } } } } }";
  const entry = async (): Promise<Data> => (await hub.ok(plan, { id })).outreach.entries.nodes[0];
  await expect.poll(async () => (await entry()).state, { timeout: 10_000 }).toBe("sent");
  expect(await entry()).toEqual({ state: "sent", channel: "slack", customer: { contacts: [{ kind: "EMAIL", slackChannel: null }, { kind: "SLACK_CHANNEL", slackChannel: "C024BE7LR" }] } });
  // The app was not in the channel, and joined it.
  expect(slack.posts.filter(({ channel }) => channel === "C024BE7LR")).toMatchObject([{ text: "Exports\nExports fail. Next update in 20 minutes." }]);
  const { deliveries } = await hub.ok("query ($id: ID!) { deliveries(filter: { communicationId: $id }) { nodes { channel address state } } }", { id: message.id });
  expect(deliveries.nodes).toEqual([{ channel: "SLACK", address: "C024BE7LR", state: "SENT" }]);
  expect(hub.faults).toEqual([]);
});
