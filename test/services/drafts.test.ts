import { expect, test } from "vitest";
import { editCommunication, list, publishCommunication, versionsOf } from "../../src/services/communication/index.ts";
import { draftCommunications } from "../../src/services/draft/index.ts";
import { changeAffectedCustomers } from "../../src/services/impact/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { chooseDirectOutreach } from "../../src/services/outreach/index.ts";
import { editPolicy } from "../../src/services/policy/index.ts";
import { listTemplates, previewTemplate, retireTemplate, saveTemplate } from "../../src/services/template/index.ts";
import { aContext, anActor, anIncident, aService, at, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const SEV2 = { severity: "SEV2", reason: "Many ask" } as const;
const PAGE = { audience: "STATUS_PAGE", language: "en", subject: "{{ title }}" } as const;

const draftFor = async (id: string, input: Partial<Parameters<typeof draftCommunications>[1]> = {}, as = ctx) => (await draftCommunications(as, { incidentId: id, audiences: ["STATUS_PAGE"], ...input }))[0]!;

test("a template is kept in versions; the newest in use is what drafts are made from, at once", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", { ...SEV2, title: "Exports fail" });
  const save = (body: string, over: object = {}) => saveTemplate(later(ctx, 1), { ...PAGE, name: "status_page_investigating", publicState: "INVESTIGATING", body, ...over });
  expect(await save("We look into {{ title }}.", { expectedVersion: 0 })).toMatchObject({ version: 1, isBuiltIn: false, occasion: "STATUS", severity: null, createdAt: at(1), createdBy: "Ada", retiredAt: null });
  expect(await draftFor(id)).toMatchObject({ body: "We look into Exports fail.", template: "status_page_investigating", templateVersion: 1, language: "en", origin: "TEMPLATE", draftNote: null });
  expect(await save("We are looking into {{ title }}.", { expectedVersion: 1 })).toMatchObject({ version: 2 });
  await expect(save("x", { expectedVersion: 1 })).rejects.toMatchObject({ code: "STALE_REVISION", details: { field: "expectedVersion", current: 2 } });
  await expect(save("x", { audience: "INTERNAL" })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "audience" } });
  expect((await draftFor(id)).body).toBe("We are looking into Exports fail.");
  const named = await listTemplates(ctx, { name: "status_page_investigating", language: "en" });
  expect(named.map(({ version, isBuiltIn }) => [version, isBuiltIn])).toEqual([[2, false], [1, false], [0, true]]);

  expect(await retireTemplate(later(ctx, 2), { name: "status_page_investigating" })).toMatchObject({ version: 2, retiredAt: at(2) });
  expect(await draftFor(id)).toMatchObject({ templateVersion: 0 });
  const listed = await listTemplates(ctx, { audience: "STATUS_PAGE", language: "en" });
  expect(listed.filter(({ isBuiltIn }) => !isBuiltIn)).toEqual([]);
  expect((await listTemplates(ctx, { audience: "STATUS_PAGE", language: "en", includeRetired: true })).length).toBe(listed.length + 1);
  expect(await save("Again: {{ title }}.")).toMatchObject({ version: 3, retiredAt: null });
  await retireTemplate(ctx, { name: "status_page_investigating" });
  await expect(retireTemplate(ctx, { name: "status_page_identified" })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(retireTemplate(ctx, { name: "no_such" })).rejects.toMatchObject({ code: "NOT_FOUND", details: { field: "name" } });
});

test("what could fail at night is refused by day, and nothing of it is kept", async () => {
  const before = await source.query("select count(*) from communication_template");
  const save = (over: object) => saveTemplate(ctx, { ...PAGE, name: "ours", body: "{{ title }}", ...over }).then(() => "saved", ({ code, details }) => [code, details.field, details.variable]);
  expect(await save({ body: "{% if eta %}" })).toEqual(["INVALID_INPUT", "body", undefined]);
  expect(await save({ subject: "{{ customersAffected }}" })).toEqual(["INVALID_INPUT", "subject", "customersAffected"]);
  expect(await save({ body: "{{ eta | time }}" })).toEqual(["INVALID_INPUT", "body", "eta"]);
  expect(await save({ name: "Not a name" })).toEqual(["INVALID_INPUT", "name", undefined]);
  expect(await save({ language: "klingon language" })).toEqual(["INVALID_INPUT", "language", undefined]);
  const viewer = aContext(source.manager, { actor: anActor({ role: "RESPONDER" }) });
  expect(() => saveTemplate(viewer, { ...PAGE, name: "ours", body: "x" })).toThrow("policy:write");
  expect(await source.query("select count(*) from communication_template")).toEqual(before);

  // It is refused at once, also while somebody writes another.
  const other = source.createQueryRunner();
  await other.startTransaction();
  await other.query("lock table communication_template in exclusive mode");
  const late = new Promise((done) => setTimeout(done, 2_000, "late").unref());
  expect(await Promise.race([save({ body: "{{ eta | time }}" }), late]).finally(() => other.rollbackTransaction())).toEqual(["INVALID_INPUT", "body", "eta"]);
  await other.release();
});

test("of two who save at once, each writes a version", async () => {
  const saved = await Promise.all(["One", "Two"].map((body) => saveTemplate(ctx, { ...PAGE, name: "raced", occasion: "APOLOGY", body })));
  expect(saved.map(({ version }) => version).sort()).toEqual([1, 2]);
});

test("a draft that nobody has touched gives way to the next; a person's words stay", async () => {
  const { id, revision } = await anIncidentAt(ctx, "TRIAGED", { ...SEV2, title: "Exports fail" });
  const first = await draftFor(id);
  await editCommunication(ctx, { communicationId: first.id, body: "My own words" });
  const [second, third] = [await draftFor(id), await draftFor(id)];
  expect([second.version, third.version, third.textVersion, third.id]).toEqual([2, 2, 2, second.id]);
  expect((await list(ctx, { id } as never, { first: 10 })).nodes.map(({ version, state, body }) => `${version} ${state} ${body.slice(0, 12)}`).sort()).toEqual(["1 DRAFT My own words", "2 DRAFT Exports fail"]);
  expect((await versionsOf(ctx, [second.id])).get(second.id)!.map(({ number, origin }) => `${number} ${origin}`)).toEqual(["1 TEMPLATE", "2 TEMPLATE"]);
  expect((await saidOf(ctx, { id, revision })).length).toBe(4);
});

test("drafts take the language and the templates that are asked for, and the plan's audiences but those that direct outreach leaves out", async () => {
  const service = await aService(ctx, { name: "Exports" });
  const customers = await someCustomers(ctx, 2, { strategic: true }, service);
  const { id } = await anIncident(ctx, { ...SEV2, title: "Exports fail", serviceSlug: service.slug });
  await changeAffectedCustomers(ctx, { incidentId: id, add: customers.map(({ externalId }) => externalId) });
  const sorry = await draftCommunications(ctx, { incidentId: id, audiences: ["STRATEGIC_ACCOUNTS"], templates: ["strategic_accounts_apology"] });
  expect(sorry[0]).toMatchObject({ template: "strategic_accounts_apology", body: expect.stringContaining("On behalf of our executive team: we are sorry.") });
  expect(await refusal(ctx, id, () => draftCommunications(ctx, { incidentId: id, templates: ["no_such"] }))).toMatchObject({ code: "NOT_FOUND", details: { field: "templates" } });
  expect(await refusal(ctx, id, () => draftCommunications(ctx, { incidentId: id, language: "--" }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "language" } });
  await chooseDirectOutreach(ctx, { incidentId: id, reason: "We know them" });
  const drafts = await draftCommunications(ctx, { incidentId: id });
  expect(drafts.map(({ audience }) => audience)).toEqual(["STRATEGIC_ACCOUNTS", "INTERNAL", "EXECUTIVES"]);
  expect(drafts[2]!.body).toMatch(/^Business impact: 2 customers affected, 2 strategic\. Annual recurring revenue at risk: USD 2,000\./);
  expect(drafts[0]!.body).not.toMatch(/USD|2 customers|account-/);
});

test.each([
  ["plain ones", 0, 2, ["AFFECTED_CUSTOMERS", "INTERNAL", "EXECUTIVES"]],
  ["strategic ones", 2, 0, ["STRATEGIC_ACCOUNTS", "INTERNAL", "EXECUTIVES"]],
  ["both", 1, 1, ["AFFECTED_CUSTOMERS", "STRATEGIC_ACCOUNTS", "INTERNAL", "EXECUTIVES"]],
])("direct outreach drafts for whom it reaches: %s", async (_, strategic, plain, expected) => {
  const customers = [...(await someCustomers(ctx, strategic, { strategic: true })), ...(await someCustomers(ctx, plain))];
  const { id } = await anIncident(ctx, { ...SEV2, title: "Exports fail", affectedCustomerExternalIds: customers.map(({ externalId }) => externalId) });
  await chooseDirectOutreach(ctx, { incidentId: id, reason: "We know them" });
  const drafts = await draftCommunications(ctx, { incidentId: id });
  expect(drafts.map(({ audience }) => audience)).toEqual(expected);
  expect(drafts.filter(({ audience }) => audience === "AFFECTED_CUSTOMERS" || audience === "STRATEGIC_ACCOUNTS").every(({ recipients }) => recipients > 0)).toBe(true);
});

test("facts that are over are not told: an ETA that has passed, a workaround once the fix is out", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING", { ...SEV2, title: "Exports fail", impact: { description: "Exports end with an error", workaround: "Export by hand" } });
  await incidents.reportMitigation(ctx, { incidentId: id, progress: "IN_PROGRESS", summary: "Rolling back", eta: at(60), rootCause: "A bad deployment by Bob" });
  expect((await draftFor(id)).body).toMatch(/Workaround: Export by hand\. We expect recovery by 2030-01-01 13:00 UTC\./);
  expect((await draftFor(id, {}, later(ctx, 61))).body).not.toMatch(/expect recovery/);
  await incidents.reportMitigation(later(ctx, 62), { incidentId: id, progress: "DEPLOYED", summary: "Out" });
  const { body } = await draftFor(id, {}, later(ctx, 63));
  expect(body).toContain("A fix has been deployed and we are monitoring recovery.");
  expect(body).not.toMatch(/Workaround|Bob|deployment by/);
});

test("a plan without a rhythm promises by the policy; a saved template that outgrew its channel is replaced, on record", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", { title: "Exports fail", severity: "SEV4", reason: "Small", impact: { featureState: "UP" } });
  expect(await draftFor(id)).toMatchObject({ nextUpdateAt: at(24 * 60), body: expect.stringContaining("Next update by 2030-01-02 12:00 UTC.") });
  await saveTemplate(ctx, { ...PAGE, name: "long_words", audience: "IN_APP_BANNER", body: `{{ title }} ${"We work on it. ".repeat(15)}` });
  await editPolicy(ctx, { changes: { communication: { limits: { IN_APP_BANNER: { body: 160 } }, language: "en" } } });
  const tight = await anIncidentAt(ctx, "TRIAGED", { title: "Exports fail", severity: "SEV2", reason: "Many" });
  expect(await draftFor(tight.id, { audiences: ["IN_APP_BANNER"] })).toMatchObject({ template: "in_app_banner_investigating", draftNote: expect.stringMatching(/^Template long_words version 1 could not be used \(it is longer than its channel takes/) });
  await editPolicy(ctx, { changes: { communication: { limits: { IN_APP_BANNER: { body: 280 } } } } });
  await retireTemplate(ctx, { name: "long_words" });
});

test("a preview tells of an incident or of a made-up one, in words that are there or not yet, and stores nothing", async () => {
  const { id, revision } = await anIncidentAt(ctx, "TRIAGED", { ...SEV2, title: "Exports fail" });
  expect(await previewTemplate(ctx, { audience: "STATUS_PAGE", incidentId: id })).toMatchObject({ subject: "Exports fail", template: "status_page_investigating" });
  expect(await previewTemplate(ctx, { audience: "STATUS_PAGE", subject: "About {{ title }}", body: "{{ title | upcase }}", incidentId: id })).toMatchObject({ subject: "About Exports fail", body: "EXPORTS FAIL", template: "unsaved" });
  expect(await previewTemplate(ctx, { audience: "STRATEGIC_ACCOUNTS", name: "strategic_accounts_apology", publicState: "RESOLVED" })).toMatchObject({ body: expect.stringContaining("Scheduled exports end with an error.") });
  await expect(previewTemplate(ctx, { audience: "STATUS_PAGE", name: "strategic_accounts_apology" })).rejects.toMatchObject({ code: "NOT_FOUND", details: { field: "name" } });
  await expect(previewTemplate(ctx, { audience: "STATUS_PAGE", subject: "x", body: "{{ revenueAtRisk }}" })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "body", variable: "revenueAtRisk" } });
  await expect(previewTemplate(ctx, { audience: "STATUS_PAGE", body: "x" })).rejects.toMatchObject({ details: { field: "subject" } });
  expect(await saidOf(ctx, { id, revision })).toEqual([]);
});

test("an ETA that changes after customers were told drafts an update for all who were, in one event, and sends nothing", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING", { ...SEV2, title: "Exports fail" });
  const report = (minute: number, eta: Date | null | undefined) => incidents.reportMitigation(later(ctx, minute), { incidentId: id, progress: "IN_PROGRESS", summary: "At it", ...(eta !== undefined && { eta }) });
  const draftsOf = async () => (await list(ctx, { id } as never, { first: 20 })).nodes.filter(({ state }) => state === "DRAFT").sort((a, b) => (a.audience < b.audience ? -1 : 1));
  await report(1, at(60));
  expect(await draftsOf()).toEqual([]);
  for (const audience of ["STATUS_PAGE", "STRATEGIC_ACCOUNTS", "INTERNAL"] as const) await publishCommunication(later(ctx, 2), { incidentId: id, audience, body: "Exports fail. We expect recovery by 13:00 UTC. Next update in 30 minutes." });
  await report(3, undefined);
  await report(3, at(60));
  expect(await draftsOf()).toEqual([]);

  const { revision } = await report(4, at(90));
  const moved = await draftsOf();
  expect(moved.map(({ audience, template, origin }) => [audience, template, origin])).toEqual([["INTERNAL", "internal_status", "TEMPLATE"], ["STATUS_PAGE", "status_page_eta_changed", "TEMPLATE"], ["STRATEGIC_ACCOUNTS", "strategic_accounts_eta_changed", "TEMPLATE"]]);
  expect(moved[1]!.body).toContain("We now expect recovery by 2030-01-01 13:30 UTC, instead of 2030-01-01 13:00 UTC.");
  expect(moved[1]).toMatchObject({ nextUpdateAt: at(34), publishedAt: null, publicState: "IDENTIFIED" });
  expect((await saidOf(ctx, { id, revision: revision - 2 })).map((said) => said.slice(0, 60))).toEqual(["MITIGATION: At it", "COMMUNICATION: The ETA has changed; an update is drafted for"]);

  await editCommunication(later(ctx, 5), { communicationId: moved[1]!.id, body: "My own words. Next update in 30 minutes." });
  await report(6, null);
  const withdrawn = await draftsOf();
  expect(withdrawn.map(({ audience, textVersion, origin }) => `${audience} ${textVersion} ${origin}`)).toEqual(["INTERNAL 2 TEMPLATE", "STATUS_PAGE 1 TEMPLATE", "STATUS_PAGE 2 PERSON", "STRATEGIC_ACCOUNTS 2 TEMPLATE"]);
  expect(withdrawn[1]!.body).toContain("The recovery time that we gave earlier no longer stands");
  expect(await refusal(ctx, id, () => incidents.reportMitigation(ctx, { incidentId: id, progress: "IN_PROGRESS", summary: "", eta: at(600) }))).toMatchObject({ code: "INVALID_INPUT" });
});

test("an ETA that an audience was never given is news to it and no change, and its loss is nothing", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING", { ...SEV2, title: "Exports fail" });
  const report = (minute: number, eta: Date | null) => incidents.reportMitigation(later(ctx, minute), { incidentId: id, progress: "IN_PROGRESS", summary: "At it", eta });
  const publish = (minute: number, audience: "STATUS_PAGE" | "STRATEGIC_ACCOUNTS", eta = "") => publishCommunication(later(ctx, minute), { incidentId: id, audience, body: `Exports fail. ${eta} Next update by 14:00 UTC.` });
  const drafted = async () => new Map((await list(ctx, { id } as never, { first: 20 })).nodes.filter(({ state }) => state === "DRAFT").map(({ audience, body }) => [audience, body]));
  await publish(1, "STATUS_PAGE");
  await publish(1, "STRATEGIC_ACCOUNTS");
  await report(2, null);
  expect((await drafted()).size).toBe(0);
  await report(3, at(60));
  expect((await drafted()).get("STATUS_PAGE")).toMatch(/We now expect recovery by 2030-01-01 13:00 UTC\. /);
  expect((await drafted()).get("STRATEGIC_ACCOUNTS")).not.toContain("plan anew");
  await report(4, at(120));
  for (const body of (await drafted()).values()) expect(body).not.toContain("instead of");
  await report(5, null);
  // The drafts that wait tell no time any more, and take none back.
  for (const body of (await drafted()).values()) expect(body).not.toMatch(/recovery|no longer/);

  await report(6, at(120));
  await publish(7, "STRATEGIC_ACCOUNTS", "We expect recovery by 2 pm UTC.");
  await report(8, at(150));
  await publish(9, "STRATEGIC_ACCOUNTS", "We are on it.");
  await report(10, null);
  expect((await drafted()).get("STATUS_PAGE")).not.toMatch(/recovery|no longer/);
  expect((await drafted()).get("STRATEGIC_ACCOUNTS")).toContain("The recovery time that we gave you no longer stands.");
  await publish(11, "STRATEGIC_ACCOUNTS", "We cannot say yet when it is over.");
  await report(12, at(90));
  expect((await drafted()).get("STRATEGIC_ACCOUNTS")).toContain("We now expect recovery by 2030-01-01 13:30 UTC.");
  await publish(13, "STRATEGIC_ACCOUNTS", "We expect recovery within 80 minutes.");
  await report(14, at(180));
  expect((await drafted()).get("STRATEGIC_ACCOUNTS")).toContain("15:00 UTC, instead of 2030-01-01 13:30 UTC. We are sorry that you have to plan anew.");
});
