import { beforeAll, expect, test } from "vitest";
import { addAction } from "../../src/services/action/index.ts";
import { publishCommunication } from "../../src/services/communication/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { incidentReport } from "../../src/services/report/index.ts";
import { assignRole } from "../../src/services/role/index.ts";
import { addEvent, pinEvent } from "../../src/services/timeline/index.ts";
import { aContext, anActor, anIncident, aResponder, aService, aTeam, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { GOLDEN, masked, namesOf, type Report } from "../support/golden-report.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const people: Record<string, string> = {};
let affectedCustomerExternalIds: string[] = [];

beforeAll(async () => {
  const engineering = await aTeam(ctx, { slug: "engineering", name: "Engineering" });
  const platform = await aTeam(ctx, { slug: "platform", name: "Platform Engineering" });
  const support = await aTeam(ctx, { slug: "support", name: "Support" });
  const success = await aTeam(ctx, { slug: "success", name: "Customer Success" });
  for (const [name, team] of [["Alex Rivera", engineering], ["Sam Chen", platform], ["Jordan Lee", support], ["Taylor Kim", success]] as const) {
    people[name] = (await aResponder(ctx, { name, teamId: team.id })).id;
  }
  const gateway = await aService(ctx, { slug: "api-gateway", tier: 1, ownerTeamId: platform.id });
  const affected = [
    ...(await someCustomers(ctx, 8, { strategic: true, arrAmount: "50000" }, gateway)),
    ...(await someCustomers(ctx, 118, { arrAmount: "4000" }, gateway)),
    ...(await someCustomers(ctx, 1, { arrAmount: "18000" }, gateway)),
  ];
  await someCustomers(ctx, 720, {}, gateway);
  affectedCustomerExternalIds = affected.map(({ externalId }) => externalId);
});

/** Plays the sample by the verbs that a client would use, all its times moved by `moved` milliseconds. */
async function play(moved: number): Promise<Report> {
  const at = (time: string) => new Date(Date.parse(`2024-02-15T${time}:00Z`) + moved);
  const when = (time: string): ServiceContext => ({ ...ctx, now: () => at(time) });
  const { id: incidentId, reference } = await incidents.declare(when("14:25"), {
    title: "API Rate Limiting Affecting Batch Operations", description: "Customers experiencing 429 errors on batch API endpoints, affecting scheduled data syncs",
    source: "MONITORING", serviceSlug: "api-gateway", detectedAt: at("14:23"), actorLabel: "On-call", affectedCustomerExternalIds,
    impact: { featureState: "DEGRADED", description: "Batch API calls failing, affecting 15% of API customers", workaround: "Customers can reduce batch size to under 100 records" },
  });
  await pinEvent(when("14:25"), { incidentId, revision: 1, pinned: true });
  await addEvent(when("14:25"), { incidentId, kind: "SIGNAL", summary: "Monitoring alert: API 429 rate spike", actorLabel: "Datadog", occurredAt: at("14:23"), pinned: true });
  await incidents.triage(when("14:27"), { incidentId, commanderId: people["Alex Rivera"]!, strategy: "CONTAIN_FIRST" });
  for (const [role, name] of [["TECHNICAL_LEAD", "Sam Chen"], ["CUSTOMER_COMMS", "Jordan Lee"], ["CS_LIAISON", "Taylor Kim"]] as const) {
    await assignRole(when("14:28"), { incidentId, role, responderId: people[name]!, accepted: true });
  }
  const reported = async (time: string, input: Omit<Parameters<typeof incidents.reportMitigation>[1], "incidentId">) => {
    const { revision } = await incidents.reportMitigation(when(time), { incidentId, actorLabel: "Platform Engineering", ...input });
    await pinEvent(when(time), { incidentId, revision, pinned: true });
  };
  await reported("14:30", { progress: "IDENTIFIED", summary: "Root cause identified: config deployment at 14:15", rootCause: "Rate limit configuration deployed with incorrect threshold", eta: at("17:00") });
  await incidents.startMitigation(when("14:31"), { incidentId });
  await publishCommunication(when("14:35"), { incidentId, audience: "STATUS_PAGE", body: "We are looking into API rate limiting. Batches of fewer than 100 records run meanwhile. Next update in 30 minutes." });
  await publishCommunication(when("14:35"), { incidentId, audience: "STRATEGIC_ACCOUNTS", body: "Your batch jobs may fail unless you reduce their batch size to under 100 records. Next update in 30 minutes.", channel: "email_and_slack", template: "sev2_proactive_outreach" });
  await addEvent(when("14:36"), { incidentId, kind: "COMMUNICATION", summary: "Status page updated, strategic accounts notified", actorLabel: "Support", occurredAt: at("14:35"), pinned: true });
  await reported("14:40", { progress: "DEPLOYED", summary: "Fix deployed, monitoring for recovery" });
  await publishCommunication(when("14:40"), {
    incidentId, audience: "STATUS_PAGE", body: "We identified an issue with API rate limiting affecting batch operations. A fix has been deployed and we are monitoring recovery. Next update in 15 minutes.",
  });
  await publishCommunication(when("14:42"), { incidentId, audience: "INTERNAL", body: "The fix is out; error rates fall." });
  const actions = [
    { action: "Monitor error rates for 15 minutes", owner: "Platform Engineering", dueAt: at("14:55"), state: "IN_PROGRESS" },
    { action: "Verify all affected customers recovered", owner: "Support", dueAt: at("15:00") },
    { action: "CSM outreach to 8 strategic accounts", owner: "Customer Success", dueAt: at("17:00") },
    { action: "Publish resolution status page update", owner: "Support", dueUpon: "RESOLVED" },
  ] as const;
  for (const action of actions) await addAction(when("14:43"), { incidentId, ...action });
  return (await incidentReport({ ...ctx }, reference)) as unknown as Report;
}

test("the sample, played at its own times, gives the sample's report, key for key", async () => {
  expect(JSON.stringify(await play(0), null, 2)).toBe(JSON.stringify(GOLDEN, null, 2));
});

test("played at another time it differs by that time, and in what is named by date", async () => {
  const report = await play(6 * 365 * 86_400_000 + 12_345);
  expect(masked(report)).toBe(masked(GOLDEN));
  const { incidentId, channel } = namesOf(report, 1);
  expect(report).toMatchObject({ incidentId, communications: { internalSlack: { channel } } });
});

test("an incident that the caller may not see has no report, and a vendor gets none", async () => {
  const vendor = await aResponder(ctx);
  const { id, reference } = await anIncident(ctx, { private: true });
  const responder = aContext(source.manager, { actor: anActor({ id: "key", role: "RESPONDER", responderId: vendor.id }) });
  expect(await incidentReport({ ...responder }, reference)).toBeNull();
  await assignRole(ctx, { incidentId: id, role: "VENDOR", responderId: vendor.id, accepted: true });
  await expect(incidentReport({ ...responder }, reference)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await incidentReport({ ...ctx }, "INC-1999-0101-001")).toBeNull();
});
