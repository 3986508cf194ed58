import { expect, test } from "vitest";
import * as incidents from "../../src/services/incident/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { aContext, anIncident, aResponder, aTeam } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { RecordingChannel, withChannels } from "../support/delivery.ts";

const { source } = useDatabase();
const bare = (): ServiceContext => aContext(source.manager);
const rooms = (): Promise<{ address: string; text: string; payload: { act: object } }[]> => source.query("select address, text, payload from delivery where channel = 'SLACK' order by created_at, id");

test("a declared incident has its room opened, with its team in it and a button of its own; a private one has none", async () => {
  const ctx = withChannels(bare(), new RecordingChannel("SLACK"));
  const team = await aTeam(ctx);
  const ada = await aResponder(ctx, { name: "Ada", teamId: team.id });
  await aResponder(ctx, { name: "Grace", teamId: team.id, contactMethods: [{ channel: "SLACK", address: "U42" }] });
  const incident = await anIncident(ctx, { ownerTeamSlug: team.slug, title: "Checkout is down" });
  await anIncident(ctx, { private: true });
  await anIncident(bare());
  const about = `${incident.severity} ${incident.reference}: Checkout is down`;
  expect(await rooms()).toEqual([{
    address: incident.channel, text: expect.stringMatching(/^Impact not known yet; no workaround\nINC-/),
    payload: { incident: { id: incident.id, reference: incident.reference, channel: incident.channel }, act: { open: { name: incident.channel, topic: about, invite: [ada.email, "U42"] }, post: { button: `incident:${incident.id}` } } },
  }]);
});

test("a declaration that is refused or asked for twice opens no second room", async () => {
  const ctx = withChannels(bare(), new RecordingChannel("SLACK"));
  const before = (await rooms()).length;
  await Promise.all([1, 2].map(() => incidents.declare(ctx, { title: "Once", source: "SUPPORT", idempotencyKey: "once" })));
  await expect(incidents.declare(ctx, { title: "Never", source: "SUPPORT", serviceSlug: "none" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await rooms()).toHaveLength(before + 1);
});
