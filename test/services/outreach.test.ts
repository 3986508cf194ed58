import { expect, test } from "vitest";
import type { CommunicationEntity } from "../../src/entities/communication.entity.ts";
import { OUTREACH_TIERS } from "../../src/entities/vocabulary.ts";
import { clocksOf } from "../../src/services/clock/index.ts";
import { publishCommunication } from "../../src/services/communication/index.ts";
import { draftCommunications } from "../../src/services/draft/index.ts";
import { updateCustomer } from "../../src/services/customer/index.ts";
import { changeIncident } from "../../src/services/incident/change.ts";
import * as incidents from "../../src/services/incident/index.ts";
import * as impact from "../../src/services/impact/index.ts";
import * as outreach from "../../src/services/outreach/index.ts";
import { isEnterprise, tierOf } from "../../src/services/outreach/outreach.rules.ts";
import { retireTemplate, saveTemplate } from "../../src/services/template/index.ts";
import { aContext, anIncident, aResponder, aService, at, later, NOON, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { replay } from "../../src/services/delivery/index.ts";
import { incidentReport } from "../../src/services/report/index.ts";
import { aCourier, RecordingChannel, statesOf, withChannels } from "../support/delivery.ts";
import { anIncidentAt, refusal, saidOf, traceOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const ids = (customers: { externalId: string }[]) => customers.map(({ externalId }) => externalId);
const planOf = async (incidentId: string, over = ctx) => (await outreach.outreachPlan(over, incidentId)).map(({ customer, state }) => [customer.externalId, state]);

test("the statement that ranks goes by the rule, over all of its cases", async () => {
  const day = 86_400_000;
  const renewals = [null, -2 * day, -day, -day + 1, -1, 0, 1, 90 * day - 1, 90 * day, 90 * day + 1].map((ms) => (ms === null ? null : new Date(NOON.getTime() + ms)));
  const cases = renewals.flatMap((renewalOn) => [false, true].flatMap((activeEscalation) => [{ strategic: true }, { plan: "Enterprise" }, { plan: "team" }].flatMap((kind) =>
    [false, true].flatMap((executiveSponsorEngaged) => ["99999.999999", "100000", "100000.0000"].map((usage) => ({ renewalOn, activeEscalation, executiveSponsorEngaged, usage, ...kind }))))));
  const customers = (await Promise.all(cases.map((over) => someCustomers(ctx, 1, over)))).flat();
  const { id } = await anIncident(ctx, { affectedCustomerExternalIds: ids(customers) });
  const plan = await outreach.outreachPlan(ctx, id);
  expect(plan.map(({ rank }) => rank)).toEqual(cases.map((_, n) => n + 1));
  const places = plan.map(({ tier }) => OUTREACH_TIERS.indexOf(tier));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  for (const { customer, tier, key } of plan) {
    const ruled = tierOf({ ...customer, enterprise: isEnterprise(customer), highUsage: Number(customer.usage) >= 100_000 }, 90, NOON);
    expect([customer.renewalOn, tier, OUTREACH_TIERS[key.tier - 1]]).toEqual([customer.renewalOn, ruled.tier, ruled.tier]);
  }
});

test("inside a tier revenue decides in the policy's currency, exactly, then the name, then the id", async () => {
  const [euros] = await someCustomers(ctx, 1, { name: "Euros", arrAmount: "1000", arrCurrency: "EUR" });
  const [more] = await someCustomers(ctx, 1, { name: "More", arrAmount: "9007199254740993" });
  const [most] = await someCustomers(ctx, 1, { name: "Most", arrAmount: "9007199254740994" });
  const named = (await Promise.all(["zebra", "Äpfel", "apple", "Bear"].map((name) => someCustomers(ctx, 1, { name, arrAmount: "1079" })))).flat();
  const same = await someCustomers(ctx, 2, { name: "Same", arrAmount: "5" });
  const { id } = await anIncident(ctx, { affectedCustomerExternalIds: ids([...named, euros!, more!, most!, ...same].toReversed()) });
  expect((await outreach.outreachPlan(ctx, id)).map(({ customer }) => customer.name)).toEqual(["Most", "More", "Euros", "apple", "Äpfel", "Bear", "zebra", "Same", "Same"]);
  expect((await planOf(id)).slice(-2).map(([one]) => one)).toEqual(ids(same).sort());
});

test("an act moves the entry, keeps its words and leaves one event; a step back is refused and leaves nothing", async () => {
  const owner = await aResponder(ctx, { name: "Dana" });
  const customers = await someCustomers(ctx, 3, { ownerId: owner.id });
  const other = await aResponder(ctx);
  const [one = "", two = ""] = ids(customers);
  const { id, revision } = await anIncident(ctx, { detectedAt: at(-10), affectedCustomerExternalIds: ids(customers) });
  const update = (over: object, on = ctx) => outreach.updateOutreach(on, { incidentId: id, customerExternalIds: [one], ...over });

  await update({ state: "sent", customerExternalIds: [one, two] });
  await update({ state: "answered", note: "They can wait", occurredAt: at(-1), ownerEmail: other.email }, later(ctx, 5));
  expect(await saidOf(ctx, { id, revision })).toEqual(["COMMUNICATION: Outreach to 2 accounts: sent", `COMMUNICATION: Outreach to ${one}: answered, taken by ${other.email}. They can wait`]);
  expect(await planOf(id)).toEqual([[one, "answered"], [two, "sent"], [ids(customers)[2], "planned"]]);
  const [entry] = await outreach.outreachPlan(ctx, id);
  expect(entry).toMatchObject({ ownerId: other.id, updatedAt: at(5), updatedBy: "Ada", channel: null });
  const key = outreach.noteKey(id, customers[0]!.id);
  expect((await outreach.notesOf(ctx, [key])).get(key)).toMatchObject([{ state: "SENT", note: null }, { state: "ANSWERED", note: "They can wait", occurredAt: at(-1), recordedAt: at(5) }]);

  const refused = (over: object) => refusal(ctx, id, () => update(over));
  expect(await refused({ state: "sent" })).toMatchObject({ code: "ILLEGAL_TRANSITION", details: { field: "state", from: "answered", allowed: ["called", "answered", "declined", "remediation_offered"] } });
  expect(await refused({ state: "planned", customerExternalIds: [two] })).toMatchObject({ code: "ILLEGAL_TRANSITION" });
  expect(await refused({ state: "lost" })).toMatchObject({ code: "INVALID_INPUT", details: { field: "state" } });
  expect(await refused({})).toMatchObject({ code: "INVALID_INPUT", details: { field: "state" } });
  expect(await refused({ note: "x", customerExternalIds: [] })).toMatchObject({ code: "INVALID_INPUT", details: { field: "customerExternalIds" } });
  expect(await refused({ note: "x", customerExternalIds: [two, "nobody"] })).toMatchObject({ code: "NOT_FOUND", details: { field: "customerExternalIds.1" } });
  expect(await refused({ ownerEmail: "nobody@example.com" })).toMatchObject({ code: "NOT_FOUND", details: { field: "ownerEmail" } });
});

test("of two who move the same entry at once, both are on record and the last one stands", async () => {
  const [customer] = await someCustomers(ctx, 1);
  const { id, revision } = await anIncident(ctx, { affectedCustomerExternalIds: ids([customer!]) });
  await Promise.all(["called", "declined"].map((state) => outreach.updateOutreach(ctx, { incidentId: id, customerExternalIds: ids([customer!]), state })));
  expect(await saidOf(ctx, { id, revision })).toHaveLength(2);
  const key = outreach.noteKey(id, customer!.id);
  const notes = (await outreach.notesOf(ctx, [key])).get(key) ?? [];
  expect(notes.map(({ state }) => state).sort()).toEqual(["CALLED", "DECLINED"]);
});

test("a call keeps the account's promise, and does not set back who has answered", async () => {
  const customers = await someCustomers(ctx, 2, { strategic: true });
  const [one = "", two = ""] = ids(customers);
  const { id } = await anIncidentAt(ctx, "RESOLVED", { affectedCustomerExternalIds: [one, two] });
  await outreach.updateOutreach(ctx, { incidentId: id, customerExternalIds: [two], state: "answered" });
  await outreach.updateOutreach(later(ctx, 1), { incidentId: id, customerExternalIds: [one], state: "called" });
  await outreach.recordCustomerCall(later(ctx, 2), { incidentId: id, customerExternalId: two, note: "All well" });
  expect(await planOf(id)).toEqual([[one, "called"], [two, "answered"]]);
  const calls = ((await clocksOf(ctx, [id])).get(id) ?? []).filter(({ kind }) => kind === "CSM_CALL");
  expect(calls.map(({ subject, metAt }) => [subject, metAt])).toEqual(expect.arrayContaining([[one, at(1)], [two, at(2)]]));
});

test("calls to many accounts cost as many statements as one, and keep the promise to each", async () => {
  const customers = await someCustomers(ctx, 20, { strategic: true });
  const [first = "", ...rest] = ids(customers);
  const { id } = await anIncidentAt(ctx, "RESOLVED", { affectedCustomerExternalIds: ids(customers) });
  const { logger } = source;
  const call = async (...customerExternalIds: string[]): Promise<number> => {
    let statements = 0;
    source.logger = { ...logger, logQuery: () => void (statements += 1), logQueryError() {}, logQuerySlow() {}, logSchemaBuild() {}, logMigration() {}, log() {} };
    await outreach.updateOutreach(ctx, { incidentId: id, customerExternalIds, state: "called" }).finally(() => (source.logger = logger));
    return statements;
  };
  expect(await call(...rest.toReversed())).toBe(await call(first));
  expect(((await clocksOf(ctx, [id])).get(id) ?? []).flatMap(({ kind, metAt }) => (kind === "CSM_CALL" ? [metAt] : []))).toEqual(customers.map(() => NOON));
});

test("what went out marks those it went to at once, and sets back nobody who has been spoken with", async () => {
  const customers = await someCustomers(ctx, 5_000);
  const { id } = await anIncident(ctx);
  await impact.changeAffectedCustomers(ctx, { incidentId: id, add: ids(customers) });
  await outreach.updateOutreach(ctx, { incidentId: id, customerExternalIds: ids(customers.slice(0, 1)), state: "called" });
  const message = { id, channel: null, template: "affected_customers_identified" } as CommunicationEntity;
  const publish = (revision?: number) => changeIncident(ctx, { name: "publish" }, { incidentId: id, ...(revision && { expectedRevision: revision }) }, async (change) => {
    await outreach.hearPublication(change, message, customers.map((customer) => customer.id));
  });
  const published = await publish();
  expect(await outreach.countsOf(ctx, published)).toEqual([{ tier: "OTHER", state: "CALLED", accounts: 1 }, { tier: "OTHER", state: "SENT", accounts: 4_999 }]);
  expect((await outreach.outreachPage(ctx, published, { states: ["sent"] }, { first: 1 })).nodes).toMatchObject([{ channel: "email", template: "affected_customers_identified", updatedAt: NOON }]);
  expect(await saidOf(ctx, { id, revision: published.revision - 1 })).toEqual(["COMMUNICATION: Outreach: affected_customers_identified went to 4999 accounts"]);
  const [{ revision }] = await ctx.db.query("select distinct revision from outreach_entry where incident_id = $1 and state = 'SENT'", [id]);
  expect(revision).toBe(published.revision);
});

test("an account is written to once a server took a letter for it: not when it was queued, refused, or had nobody to write to", async () => {
  const [good, refused, nobody] = await someCustomers(ctx, 3, { strategic: true });
  await updateCustomer(ctx, { externalId: good!.externalId, contacts: ["Dana <dana@one.example>"] });
  await updateCustomer(ctx, { externalId: refused!.externalId, contacts: ["gone@two.example"] });
  const mailing = withChannels(ctx, new RecordingChannel("EMAIL", ({ to }) => (to.startsWith("gone") ? { state: "REFUSED", reason: "550 5.1.1 No such user" } : { state: "ACCEPTED", answer: "250 ok" })));
  const { id, reference } = await anIncident(mailing, { severity: "SEV1", reason: "All of it", affectedCustomerExternalIds: ids([good!, refused!, nobody!]) });
  const states = async () => Object.fromEntries((await outreach.outreachPlan(ctx, id)).map(({ customer, state }) => [customer.externalId, state]));
  const sent = async () => (await incidentReport(ctx, reference))?.communications.strategicAccounts.sent;
  const { id: communicationId, template } = await publishCommunication(mailing, { incidentId: id, audience: "STRATEGIC_ACCOUNTS", template: "strategic_investigating", body: "Exports fail. Next update in 20 minutes." });
  await outreach.watchedMailings.apply(mailing, 10);
  expect([await states(), await sent()]).toEqual([{ [good!.externalId]: "planned", [refused!.externalId]: "planned", [nobody!.externalId]: "planned" }, 0]);

  const courier = aCourier(mailing);
  await expect.poll(() => statesOf(ctx)).toEqual({ SENT: 1, DEAD: 1 });
  await courier.stop();
  await outreach.watchedMailings.apply(later(mailing, 1), 10);
  expect([await states(), await sent()]).toEqual([{ [good!.externalId]: "sent", [refused!.externalId]: "planned", [nobody!.externalId]: "planned" }, 1]);
  expect(await saidOf(ctx, { id })).toContain(`COMMUNICATION: Outreach: ${template} went to 1 account`);
  expect(await source.query("select 1 from outreach_mailing")).toEqual([]);

  // A person's address was put right at the server: the dead letter goes out after all.
  await source.query("update customer_contact set stopped_at = null, stop_reason = null where email = 'gone@two.example'");
  const [dead] = await source.query("select id from delivery where state = 'DEAD'");
  await replay(mailing, { deliveryId: dead.id });
  await source.query("update delivery set state = 'SENT', next_at = null, accepted_at = created_at where id = $1", [dead.id]);
  await outreach.watchedMailings.apply(later(mailing, 2), 10);
  expect([(await states())[refused!.externalId], await sent(), communicationId]).toEqual(["sent", 2, communicationId]);
});

test("on a hub that writes to nobody, whoever publishes and names the way says that it went out by that", async () => {
  const customers = await someCustomers(ctx, 2, { strategic: true });
  const { id } = await anIncident(ctx, { severity: "SEV1", reason: "All of it", affectedCustomerExternalIds: ids(customers) });
  const message = { incidentId: id, audience: "STRATEGIC_ACCOUNTS", body: "Exports fail. Next update in 20 minutes." } as const;
  await publishCommunication(ctx, message);
  expect((await planOf(id)).map(([, state]) => state)).toEqual(["planned", "planned"]);
  await publishCommunication(later(ctx, 1), { ...message, channel: "email_and_slack" });
  expect((await planOf(id)).map(([, state]) => state)).toEqual(["sent", "sent"]);
});

test("an entry names a template that drafts for its account can be made from, saved ones first", async () => {
  const [strategic] = await someCustomers(ctx, 1, { strategic: true });
  const [plain] = await someCustomers(ctx, 1);
  const namedAt = async (severity: "SEV1" | "SEV2" | "SEV3") => {
    const { id } = await anIncident(ctx, { severity, reason: "So it is", affectedCustomerExternalIds: ids([strategic!, plain!]) });
    const named = async () => new Map((await outreach.outreachPlan(ctx, id)).map(({ customer, template }) => [customer.strategic ? "STRATEGIC_ACCOUNTS" as const : "AFFECTED_CUSTOMERS" as const, template]));
    const planned = await named();
    await outreach.chooseDirectOutreach(ctx, { incidentId: id, reason: "Two only" });
    for (const [audience, template] of [...planned, ...(await named())]) {
      if (template === null) continue;
      expect(await draftCommunications(ctx, { incidentId: id, audiences: [audience], templates: [template] })).toMatchObject([{ template }]);
    }
    return [planned.get("STRATEGIC_ACCOUNTS"), planned.get("AFFECTED_CUSTOMERS"), (await named()).get("AFFECTED_CUSTOMERS")];
  };
  expect(await namedAt("SEV1")).toEqual(["sev1_proactive_outreach", "affected_customers_status", "affected_customers_status"]);
  expect(await namedAt("SEV2")).toEqual(["sev2_proactive_outreach", null, "affected_customers_status"]);
  await saveTemplate(ctx, { name: "our_call", audience: "STRATEGIC_ACCOUNTS", language: "en", severity: "SEV3", subject: "{{ title }}", body: "{{ title }}. Next update in 30 minutes." });
  expect(await namedAt("SEV3")).toEqual(["our_call", null, "affected_customers_status"]);
  await retireTemplate(ctx, { name: "our_call" });
  expect((await namedAt("SEV3"))[0]).toBe("proactive_outreach");
});

test("the outreach of a duplicate goes on at the survivor", async () => {
  const customers = await someCustomers(ctx, 3);
  const [one = "", two = "", three = ""] = ids(customers);
  const survivor = await anIncident(ctx, { affectedCustomerExternalIds: [one, two] });
  const duplicate = await anIncident(ctx, { affectedCustomerExternalIds: [one, two, three] });
  await outreach.updateOutreach(ctx, { incidentId: survivor.id, customerExternalIds: [one], state: "answered" });
  await outreach.updateOutreach(ctx, { incidentId: duplicate.id, customerExternalIds: [one, two, three], state: "called", note: "Rang" });
  await incidents.merge(ctx, { incidentId: duplicate.id, intoId: survivor.id });
  expect(await planOf(survivor.id)).toEqual([[one, "answered"], [two, "called"], [three, "called"]]);
  const key = outreach.noteKey(survivor.id, customers[2]!.id);
  expect((await outreach.notesOf(ctx, [key])).get(key)).toMatchObject([{ note: "Rang" }]);
});

test("every way to name affected customers raises the severity, and escalates, at once", async () => {
  const dependant = await aService(ctx);
  const service = await aService(ctx, { tier: 2 });
  await ctx.db.query("insert into service_dependency (service_id, depends_on_id) values ($1, $2)", [dependant.id, service.id]);
  const users = await someCustomers(ctx, 60, { usage: "5000", plan: "Pro", renewalOn: new Date("2031-01-01T00:00:00Z") }, service);
  await someCustomers(ctx, 5, { plan: "pro", region: "EU", usage: "10", renewalOn: new Date("2031-01-01T00:00:00Z") }, dependant);
  const begin = async () => {
    const incident = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DEGRADED", workaround: "Wait", customersStated: 10 } });
    return incidents.triage(ctx, { incidentId: incident.id, commanderId: (await aResponder(ctx)).id });
  };
  const ways = [
    { source: "USAGE", input: { byServiceUsage: {} }, count: 60 },
    { source: "USAGE", input: { byServiceUsage: { includeDependants: true } }, count: 65 },
    { source: "SEGMENT", input: { bySegment: { service: service.slug, usageFrom: "4999.5", usageUpTo: "5000", plan: ["PRO", "team"] } }, count: 60 },
    { source: "SEGMENT", input: { bySegment: { service: [dependant.slug, service.slug], region: "eu" } }, count: 5 },
    { source: "SEGMENT", input: { bySegment: { service: service.slug, includeDependants: true, renewsBefore: "2031-01-02" } }, count: 65 },
    { source: "SEGMENT", input: { bySegment: { serviceTier: 2, activeEscalation: false, executiveSponsorEngaged: false, strategic: false } }, count: 60 },
    { source: "LOG", input: { fromLog: users.map(({ externalId }, n) => `{"customer":"${externalId}","status":${400 + n}}`).join("\n") + "\nnobody-1" }, count: 60 },
    { source: "IMPORT", input: { add: ids(users) }, count: 60 },
  ] as const;
  for (const { source, input, count } of ways) {
    const before = await begin();
    expect(before.severity).toBe("SEV3");
    const preview = source === "IMPORT" ? null : await impact.previewAffectedCustomers(ctx, { incidentId: before.id, ...(input as object) });
    const after = await impact.changeAffectedCustomers(ctx, { incidentId: before.id, ...(input as object) }, source === "IMPORT" ? "IMPORT" : undefined);
    expect([source, after.customersCounted, after.severity]).toEqual([source, count, count >= 50 ? "SEV2" : "SEV3"]);
    if (preview) expect(preview).toMatchObject({ added: count, matched: count, severity: after.severity, customersAffected: impact.affectedBy(after), escalates: count >= 50 });
    expect((await impact.sourcesOf(later(ctx, 2), [after.id])).get(after.id)).toEqual([{ incidentId: after.id, source, customers: count, oldestAt: NOON, recordedAt: NOON, ageSeconds: 120 }]);
    const escalated = (await saidOf(ctx, { id: after.id })).some((said) => said.startsWith("ESCALATION") && said.includes("grew from 10"));
    expect([source, escalated]).toEqual([source, count >= 50]);
    const series = (await impact.snapshotsOf(ctx, [after.id])).get(after.id) ?? [];
    if (count >= 50) expect(series.at(-1)).toMatchObject({ growth: count - 10, growthFactor: count / 10 });
  }
});

test("a preview names what nobody knows, and leaves nothing", async () => {
  const customers = await someCustomers(ctx, 3);
  const [one = "", two = "", three = ""] = ids(customers);
  const { id } = await anIncident(ctx, { affectedCustomerExternalIds: [one] });
  const trace = await traceOf(ctx, id);
  const input = { incidentId: id, add: [two, two, "nobody"], remove: [one], fromLog: `${one} ${three} ${three} account-999999 and others` };
  expect(await impact.previewAffectedCustomers(ctx, input)).toMatchObject({
    matched: 3, added: 2, alreadyThere: 1, removed: 1, repeated: 2, unknown: ["nobody", "account-999999"], unknownCount: 2, customersAffected: 2, revenueAtRiskTotal: { amount: "2000", currency: "USD" },
  });
  expect(await traceOf(ctx, id)).toEqual(trace);
});

test("each figure knows who gave it and when", async () => {
  const [customer] = await someCustomers(ctx, 1);
  const { id } = await anIncident(ctx, { impact: { customersStated: 40, featureState: "DEGRADED" } });
  await impact.recordImpact(later(ctx, 3), { incidentId: id, impact: { workaround: "Retry" }, actorLabel: "Support" });
  const incident = await impact.changeAffectedCustomers(later(ctx, 5), { incidentId: id, fromLog: customer!.externalId });
  const figures = await impact.knownFigures(later(ctx, 6), incident);
  expect(figures.map(({ figure, value, source, saidBy, ageSeconds }) => [figure, value, source, saidBy, ageSeconds])).toEqual([
    ["CUSTOMERS_COUNTED", "1", "LOG", "Ada", 60], ["CUSTOMERS_STATED", "40", "STATED", "Ada", 360], ["FEATURE_STATE", "DEGRADED", "STATED", "Ada", 360],
    ["REVENUE_AT_RISK", "1000 USD", "LOG", "Ada", 60], ["STRATEGIC_AFFECTED", "0", "LOG", "Ada", 60], ["WORKAROUND", "Retry", "STATED", "Support", 180],
  ]);
  const taken = await impact.recordImpact(later(ctx, 7), { incidentId: id, impact: { customersStated: null } });
  expect((await impact.knownFigures(later(ctx, 7), taken)).map(({ figure }) => figure)).not.toContain("CUSTOMERS_STATED");
});
