import { describe, expect, test } from "vitest";
import type { Audience } from "../../src/entities/vocabulary.ts";
import { editCommunication, list, postUpdate, type PostUpdate, type PublishCommunication, publishCommunication, standingOf } from "../../src/services/communication/index.ts";
import { draftCommunications } from "../../src/services/draft/index.ts";
import { check, findingsOf } from "../../src/services/guardrail/index.ts";
import { changeAffectedCustomers } from "../../src/services/impact/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { editPolicy } from "../../src/services/policy/index.ts";
import { changeSeverity } from "../../src/services/severity/index.ts";
import { aContext, anActor, anIncident, aResponder, at, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, clocksOf, eventsOf, OVERRIDE, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const BODY = "Exports fail. Next update in 30 minutes.";
const SEV2 = { severity: "SEV2", reason: "Many ask" } as const;

test("a publication stands for its audience in place of the one before, and is one event", async () => {
  const { id, revision } = await anIncident(ctx);
  const publish = (minute: number, body: string) => publishCommunication(later(ctx, minute), { incidentId: id, audience: "STATUS_PAGE", body, subject: "Exports" });
  const [first, second] = [await publish(0, "We are looking. Next update in 20 minutes."), await publish(5, "We found it. Next update in 20 minutes.")];
  expect(first).toMatchObject({ version: 1, state: "PUBLISHED", publicState: "INVESTIGATING", publishedAt: at(0), subject: "Exports", recipients: 0, createdBy: "ada" });
  expect(second).toMatchObject({ version: 2, publishedAt: at(5) });
  expect((await standingOf(ctx, id)).map((message) => message.id)).toEqual([second.id]);
  expect((await list(ctx, { id } as never, { first: 10 })).nodes.map(({ version, state }) => [version, state])).toEqual([[2, "PUBLISHED"], [1, "SUPERSEDED"]]);
  expect(await saidOf(ctx, { id, revision })).toEqual(["COMMUNICATION: Published to the status page: We are looking. Next update in 20 minutes.", "COMMUNICATION: Published to the status page: We found it. Next update in 20 minutes."]);
});

test("the first word to a customer audience, and the page, each keep their promise; our own people's messages keep none", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", SEV2);
  const publish = (minute: number, audience: "INTERNAL" | "STRATEGIC_ACCOUNTS" | "STATUS_PAGE") => publishCommunication(later(ctx, minute), { incidentId: id, audience, body: "Exports fail. Next update in 30 minutes." });
  await publish(1, "INTERNAL");
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ metAt: null });
  await publish(2, "STRATEGIC_ACCOUNTS");
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ metAt: at(2) });
  expect(await clockOf(ctx, id, "STATUS_PAGE")).toMatchObject({ metAt: null });
  await publish(16, "STATUS_PAGE");
  expect(await clockOf(ctx, id, "STATUS_PAGE")).toMatchObject({ metAt: at(16), breachedAt: at(15) });
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ metAt: at(2) });
});

test("a fallback that the policy names stands in for the page, before the triage, after it and at a raise", async () => {
  await editPolicy(ctx, { changes: { statusPageFallbacks: ["x.com/status"] } });
  const fallback = { audience: "IN_APP_BANNER", body: "Exports fail. Next update in 30 minutes.", channel: "x.com/status" } as const;
  const early = await anIncident(ctx, SEV2);
  await publishCommunication(ctx, { incidentId: early.id, ...fallback });
  await incidents.startMitigation(later(ctx, 1), { incidentId: early.id });
  expect(await clockOf(ctx, early.id, "STATUS_PAGE")).toMatchObject({ metAt: at(0) });

  const late = await anIncidentAt(ctx, "TRIAGED", SEV2);
  await publishCommunication(later(ctx, 3), { incidentId: late.id, ...fallback, channel: "elsewhere" });
  expect(await clockOf(ctx, late.id, "STATUS_PAGE")).toMatchObject({ metAt: null });
  await publishCommunication(later(ctx, 4), { incidentId: late.id, ...fallback });
  expect(await clockOf(ctx, late.id, "STATUS_PAGE")).toMatchObject({ metAt: at(4) });
  await changeSeverity(later(ctx, 5), { incidentId: late.id, severity: "SEV1", reason: "All of it" });
  expect(await clocksOf(ctx, late.id, "STATUS_PAGE")).toHaveLength(1);
});

test("drafts are written for the plan's audiences or those named, and go nowhere", async () => {
  const { id, revision } = await anIncidentAt(ctx, "TRIAGED", { ...SEV2, title: "Exports fail" });
  const drafts = await draftCommunications(ctx, { incidentId: id });
  expect(drafts.map(({ audience, state, publishedAt }) => [audience, state, publishedAt])).toEqual(["STATUS_PAGE", "IN_APP_BANNER", "STRATEGIC_ACCOUNTS", "INTERNAL", "EXECUTIVES"].map((audience) => [audience, "DRAFT", null]));
  expect(drafts[0]).toMatchObject({ body: "Exports fail. We are investigating. We are sorry for the disruption. Next update by 2030-01-01 12:30 UTC.", nextUpdateAt: at(30) });
  expect((await draftCommunications(ctx, { incidentId: id, audiences: ["INTERNAL", "INTERNAL"] })).map(({ version, textVersion }) => [version, textVersion])).toEqual([[1, 2]]);
  expect(await standingOf(ctx, id)).toEqual([]);
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ metAt: null });
  expect((await saidOf(ctx, { id, revision }))[1]).toBe("COMMUNICATION: Drafted for internal");
});

test("a draft is published as it is or edited, once, to whom it concerns by then", async () => {
  const [grace, customers] = [await aResponder(ctx), await someCustomers(ctx, 3, { strategic: true })];
  const { id } = await anIncidentAt(ctx, "TRIAGED", SEV2);
  const [draft] = await draftCommunications(ctx, { incidentId: id, audiences: ["STRATEGIC_ACCOUNTS"] });
  await changeAffectedCustomers(ctx, { incidentId: id, add: customers.map(({ externalId }) => externalId) });
  const herself = aContext(source.manager, { actor: anActor({ id: "key", responderId: grace.id }), now: () => at(2) });
  const input = { communicationId: draft!.id, body: "Exports fail for you. Next update in 20 minutes.", channel: "email_and_slack" };
  const published = await publishCommunication(herself, input);
  expect(published).toMatchObject({ id: draft!.id, version: 1, state: "PUBLISHED", body: input.body, channel: "email_and_slack", template: draft!.template, recipients: 3, approvedById: grace.id, createdBy: "ada", nextUpdateAt: at(22) });
  expect(await standingOf(ctx, id)).toEqual([published]);
  expect(await refusal(ctx, id, () => publishCommunication(ctx, input))).toMatchObject({ code: "ILLEGAL_TRANSITION", details: { from: "PUBLISHED" } });
});

test("what cannot be published is refused and leaves no trace", async () => {
  const { id } = await anIncident(ctx);
  const message = { incidentId: id, audience: "STATUS_PAGE", body: "Exports fail." } as const;
  const publish = (over: object, as = ctx) => refusal(ctx, id, () => publishCommunication(as, { ...message, ...over }));
  expect(await publish({ audience: null })).toMatchObject({ code: "INVALID_INPUT", details: { field: "audience" } });
  expect(await publish({ body: "" })).toMatchObject({ code: "INVALID_INPUT", details: { field: "body" } });
  expect(await publish({ body: "x".repeat(20_001) })).toMatchObject({ code: "INVALID_INPUT", details: { field: "body" } });
  expect(await publish({ subject: "x".repeat(201) })).toMatchObject({ code: "INVALID_INPUT", details: { field: "subject" } });
  expect(await publish({ nextUpdateAt: at(0) })).toMatchObject({ code: "INVALID_INPUT", details: { field: "nextUpdateAt" } });
  expect(await publish({ overrides: ["BLAME"] })).toMatchObject({ code: "INVALID_INPUT", details: { field: "overrideReason" } });
  expect(await publish({ incidentId: null })).toMatchObject({ code: "INVALID_INPUT", details: { field: "incidentId" } });
  expect(await publish({ incidentId: null, communicationId: id })).toMatchObject({ code: "NOT_FOUND", details: { field: "communicationId" } });
  const scoped = aContext(source.manager, { actor: anActor({ role: "INTEGRATION", scopes: ["incidents:write"] }) });
  expect(await publish({}, scoped)).toMatchObject({ code: "FORBIDDEN" });
  const closed = await anIncidentAt(ctx, "CLOSED");
  expect(await refusal(ctx, closed.id, () => publishCommunication(ctx, { ...message, incidentId: closed.id }))).toMatchObject({ code: "CONFLICT" });
});

test("a long message is quoted in part on the timeline, never by half a character", async () => {
  const { id } = await anIncident(ctx);
  const body = `${"x".repeat(499)}${"🧯".repeat(100)} Next update in 20 minutes.`;
  expect(await publishCommunication(ctx, { incidentId: id, audience: "STATUS_PAGE", body })).toMatchObject({ body });
  expect((await eventsOf(ctx, id)).at(-1)?.summary).toBe(`Published to the status page: ${"x".repeat(499)}`);
});

test("resolving closes page and banner, unless a person has said so there already; the e-mail stays owed", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING", { title: "Exports fail", severity: "SEV1", reason: "All of it" });
  for (const audience of ["STATUS_PAGE", "IN_APP_BANNER", "AFFECTED_CUSTOMERS", "INTERNAL"] as const) await publishCommunication(ctx, { incidentId: id, audience, body: BODY });
  await postUpdate(later(ctx, 2), { incidentId: id, status: "RESOLVED", note: "They run", publicBody: "All exports run again.", audiences: ["IN_APP_BANNER"], ...OVERRIDE });
  expect((await standingOf(ctx, id)).map(({ audience, publicState, body }) => [audience, publicState, body]).sort()).toEqual([
    ["AFFECTED_CUSTOMERS", "IDENTIFIED", BODY],
    ["INTERNAL", null, BODY],
    ["IN_APP_BANNER", "RESOLVED", "All exports run again."],
    ["STATUS_PAGE", "RESOLVED", "Exports fail. This incident has been resolved. We are sorry for the disruption. Thank you for your patience."],
  ]);
  expect(await clockOf(ctx, id, "RESOLUTION_EMAIL")).toMatchObject({ startedAt: at(2), metAt: null });
  await publishCommunication(later(ctx, 60), { incidentId: id, audience: "AFFECTED_CUSTOMERS", body: "Exports run again." });
  expect(await clockOf(ctx, id, "RESOLUTION_EMAIL")).toMatchObject({ metAt: at(60), breachedAt: null });
});

test("what is not over is not told to be; one act may resolve it and say so", async () => {
  const { id } = await anIncident(ctx, SEV2);
  const message = { incidentId: id, audience: "STATUS_PAGE", body: BODY } as const;
  await publishCommunication(ctx, message);
  const over = { publicState: "RESOLVED", body: "Logins still fail. We know nothing more." } as const;
  const TOO_EARLY = { code: "ILLEGAL_TRANSITION", details: { field: "publicState", to: "RESOLVED", allowed: ["INVESTIGATING", "IDENTIFIED", "MONITORING"] } };
  expect(await refusal(ctx, id, () => publishCommunication(later(ctx, 1), { ...message, ...over }))).toMatchObject(TOO_EARLY);
  const [draft] = await draftCommunications(ctx, { incidentId: id, audiences: ["STATUS_PAGE"] });
  await editCommunication(ctx, { communicationId: draft!.id, ...over });
  expect(await refusal(ctx, id, () => publishCommunication(ctx, { communicationId: draft!.id }))).toMatchObject(TOO_EARLY);
  const update = (input: Partial<PostUpdate>) => postUpdate(later(ctx, 2), { incidentId: id, note: "At it", publicBody: "All is well.", publicState: "RESOLVED", ...input });
  expect(await refusal(ctx, id, () => update({ status: "MITIGATING" }))).toMatchObject(TOO_EARLY);
  expect(await clockOf(ctx, id, "NEXT_UPDATE")).toMatchObject({ metAt: null, stoppedAt: null, dueAt: at(30) });

  await incidents.startMitigation(later(ctx, 1), { incidentId: id });
  expect(await update({ status: "RESOLVED", ...OVERRIDE })).toMatchObject({ status: "RESOLVED" });
  expect(await standingOf(ctx, id)).toMatchObject([{ publicState: "RESOLVED", body: "All is well." }]);
});

test("of two who publish at once both are heard, and the later stands", async () => {
  const { id } = await anIncident(ctx);
  const messages = await Promise.all(["One", "Two"].map((word) => `${word}. Next update in 20 minutes.`).map((body) => publishCommunication(ctx, { incidentId: id, audience: "STATUS_PAGE", body })));
  expect(messages.map(({ version }) => version).sort()).toEqual([1, 2]);
  expect(await standingOf(ctx, id)).toMatchObject([{ version: 2 }]);
});

test("what breaks a rule for customers is refused with all that is wrong, and leaves no trace", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", { ...SEV2, title: "Exports fail", impact: { workaround: "Export as CSV" } });
  const message = { incidentId: id, audience: "STATUS_PAGE", body: "Exports fail, probably due to the storage. A technician accidentally cut the power." } as const;
  const publish = (over: object) => refusal(ctx, id, () => publishCommunication(ctx, { ...message, ...over }));
  expect(await publish({})).toMatchObject({ code: "GUARDRAIL", details: { field: "body", findings: [{ rule: "SPECULATION", start: 14 }, { rule: "BLAME" }, { rule: "NEXT_UPDATE_MISSING" }, { rule: "WORKAROUND_MISSING" }] } });
  expect(await publish({ nextUpdateAt: at(20) })).toMatchObject({ details: { findings: expect.arrayContaining([expect.objectContaining({ suggestion: "Next update by 2030-01-01 12:20 UTC." })]) } });
  expect(await publish({ body: "Use CSV exports. Next update in 20 minutes.", subject: "AWS broke our exports" })).toMatchObject({ code: "GUARDRAIL", details: { field: "subject", findings: [{ rule: "BLAME" }] } });
  expect(await refusal(ctx, id, () => postUpdate(ctx, { incidentId: id, note: "So it is", publicBody: message.body }))).toMatchObject({ code: "GUARDRAIL", details: { field: "publicBody" } });
  expect(await publishCommunication(ctx, { ...message, audience: "INTERNAL" })).toMatchObject({ state: "PUBLISHED" });
});

test("a person overrides by name and with a reason what may be overridden; a key that stands for nobody does not", async () => {
  const grace = await aResponder(ctx, { name: "Grace Hopper" });
  const { id, revision } = await anIncidentAt(ctx, "TRIAGED", SEV2);
  const herself = aContext(source.manager, { actor: anActor({ id: "key", responderId: grace.id }) });
  const body = "Exports fail, probably due to the storage. Next update in 20 minutes.";
  const message: PublishCommunication = { incidentId: id, audience: "STATUS_PAGE", body, overrides: ["SPECULATION"], overrideReason: "Asked by the regulator" };
  expect(await refusal(ctx, id, () => publishCommunication(ctx, message))).toMatchObject({ code: "FORBIDDEN", details: { field: "overrides" } });
  const override = (over: object) => refusal(ctx, id, () => publishCommunication(herself, { ...message, ...over }));
  expect(await override({ overrideReason: " " })).toMatchObject({ code: "INVALID_INPUT", details: { field: "overrideReason" } });
  expect(await override({ overrides: ["NEXT_UPDATE_MISSING"] })).toMatchObject({ code: "INVALID_INPUT", details: { field: "overrides" } });
  expect(await override({ body: "Exports fail, probably due to the storage." })).toMatchObject({ code: "GUARDRAIL", details: { findings: [{ rule: "SPECULATION" }, { rule: "NEXT_UPDATE_MISSING" }] } });
  const published = await publishCommunication(herself, message);
  expect(published).toMatchObject({ overrides: ["SPECULATION"], overrideReason: "Asked by the regulator", approvedById: grace.id });
  expect(await findingsOf(ctx, published)).toMatchObject([{ rule: "SPECULATION" }]);
  expect((await eventsOf(ctx, id)).at(-1)).toMatchObject({ revision: revision + 1, details: { overrides: ["SPECULATION"], overrideReason: "Asked by the regulator" } });
  for (const name of ["Grace Hopper", "G\u200brace Hopper", "Gra\u0441e Hopper", "G&#114;ace Hopper", "\uff27race Hopper"]) {
    expect(await check(ctx, { audience: "STATUS_PAGE", body: `The outage was caused by ${name}. Next update in 20 minutes.` })).toMatchObject([{ rule: "BLAME", start: 15 }]);
  }
});

test("who is named stands in no crowd that shares a word with them", async () => {
  const ann = await aResponder(ctx, { name: "Ann Crowd" });
  const zora = await aResponder(ctx, { name: "Zora Quill" });
  const named = async (name: string): Promise<boolean> => (await check(ctx, { audience: "STATUS_PAGE", body: `Ann is on it. The outage was caused by ${name}. Next update in 20 minutes.` })).some(({ rule }) => rule === "BLAME");
  expect([await named("Zora Quill"), await named("Zyx Quux")]).toEqual([true, false]);
  // The hub reads the crowd first: it is moved before her.
  await ctx.db.query("insert into responder select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'name', 'Ann Crowd ' || n, 'email', n || '@crowd.example'))).* from responder r, generate_series(1, 600) n where r.id = $1", [ann.id]);
  await ctx.db.query("update responder set name = name where id = $1", [zora.id]);
  expect(await named("Zora Quill")).toBe(true);
});

test("without a subject customers read the incident's title, so it is held to the rules too", async () => {
  const { id } = await anIncident(ctx, { ...SEV2, title: "AWS broke our exports" });
  const message = { incidentId: id, audience: "STATUS_PAGE", body: BODY } as const;
  expect(await refusal(ctx, id, () => publishCommunication(ctx, message))).toMatchObject({ code: "GUARDRAIL", message: expect.stringMatching(/^The incident's title, .* breaks BLAME/), details: { field: "subject" } });
  expect(await publishCommunication(ctx, { ...message, subject: "Exports fail" })).toMatchObject({ state: "PUBLISHED" });
});

test("a title that customers must not read keeps no incident from ending", async () => {
  const grace = await aResponder(ctx, { name: "Grace Hopper" });
  const herself = aContext(source.manager, { actor: anActor({ id: "key", responderId: grace.id }) });
  const { id } = await anIncidentAt(ctx, "MITIGATING", { ...SEV2, title: "AWS broke our exports" });
  await publishCommunication(herself, { incidentId: id, audience: "STATUS_PAGE", body: BODY, overrides: ["BLAME"], overrideReason: "They say so themselves" });
  await incidents.resolve(later(ctx, 2), { incidentId: id, ...OVERRIDE });
  expect(await standingOf(ctx, id)).toMatchObject([{ publicState: "RESOLVED", body: "This incident has been resolved.", subject: "Incident resolved" }]);
});

describe("the hub's own words name an incident as customers know it", () => {
  const SECRET = { ...SEV2, title: "FALCON shard 7 of vault-eu-3 is gone", impact: { description: "Initech sees no vault" } };
  const published = async (id: string, audience: Audience, subject: string | null = "Exports fail", minute = 0) =>
    publishCommunication(later(ctx, minute), { incidentId: id, audience, body: BODY, subject });
  const ofCustomers = async (id: string) => (await standingOf(ctx, id)).filter(({ audience }) => audience !== "INTERNAL").sort((a, b) => (a.audience < b.audience ? -1 : 1));
  const wordsOf = async (id: string) => (await ofCustomers(id)).map(({ subject, body }) => `${subject} | ${body}`);
  const SECRETS = /FALCON|vault|Initech/;

  test("as it is resolved, merged or cancelled, and as updates go out in the hub's words", async () => {
    const { id } = await anIncidentAt(ctx, "MITIGATING", SECRET);
    for (const audience of ["STATUS_PAGE", "IN_APP_BANNER", "INTERNAL"] as const) await published(id, audience);
    await postUpdate(later(ctx, 5), { incidentId: id, note: "At it", audiences: ["STATUS_PAGE", "IN_APP_BANNER", "INTERNAL"] });
    expect(await wordsOf(id)).toEqual([expect.stringMatching(/^Exports fail \| Exports fail\. We have/), expect.stringMatching(/^Exports fail \| Exports fail\. We have/)]);
    expect((await standingOf(ctx, id)).find(({ audience }) => audience === "INTERNAL")?.body).toMatch(/FALCON.*Initech sees no vault/);
    await incidents.resolve(later(ctx, 6), { incidentId: id, ...OVERRIDE });
    expect(await wordsOf(id)).toEqual([
      "Resolved: Exports fail | Exports fail. This incident has been resolved. Thank you for your patience.",
      "Resolved: Exports fail | Exports fail. This incident has been resolved. We are sorry for the disruption. Thank you for your patience.",
    ]);
    const notices = (await list(ctx, { id } as never, { first: 20 })).nodes.filter(({ state, audience }) => state === "DRAFT" && audience === "AFFECTED_CUSTOMERS");
    expect(notices.map(({ subject }) => subject)).toEqual(["Resolved: Exports fail"]);
    const [survivor, duplicate, none] = [await anIncident(ctx), await anIncident(ctx, SECRET), await anIncident(ctx, SECRET)];
    for (const one of [duplicate, none]) await published(one.id, "STATUS_PAGE");
    await incidents.merge(ctx, { incidentId: duplicate.id, intoId: survivor.id });
    for (const as of ["one", "two"]) await incidents.cancel(aContext(source.manager, { actor: anActor({ id: as }) }), { incidentId: none.id });
    for (const one of [duplicate, none]) expect(await wordsOf(one.id)).toEqual([expect.stringMatching(/^Closed: Exports fail \| We have looked into "Exports fail" and /)]);
    const said = await source.query("select u.body, e.title from status_entry_update u join status_entry e on e.id = u.entry_id where e.incident_id = any($1)", [[id, duplicate.id, none.id]]);
    expect(JSON.stringify(said)).not.toMatch(SECRETS);
  });

  test("by the page, else by what the audience read last, else by what others did; a message without a subject too", async () => {
    const { id } = await anIncidentAt(ctx, "MITIGATING", SECRET);
    await published(id, "STRATEGIC_ACCOUNTS", "Your exports fail");
    const draftFor = async (audience: Audience) => (await draftCommunications(ctx, { incidentId: id, audiences: [audience] }))[0];
    expect((await draftFor("IN_APP_BANNER"))?.subject).toBe("Your exports fail");
    await published(id, "IN_APP_BANNER", "Exports are slow", 1);
    expect((await published(id, "STRATEGIC_ACCOUNTS", null, 2)).subject).toBe("Your exports fail");
    await published(id, "STRATEGIC_ACCOUNTS", "Update: Your exports fail", 3);
    expect([await draftFor("STRATEGIC_ACCOUNTS"), await draftFor("IN_APP_BANNER")].map((draft) => draft?.subject)).toEqual(["Your exports fail", "Exports are slow"]);
    await published(id, "STATUS_PAGE", "Exports fail", 4);
    expect((await draftFor("STRATEGIC_ACCOUNTS"))?.subject).toBe("Exports fail");
  });

  test("a draft for a person to read has title and impact; what goes out unread has no impact that customers have not read", async () => {
    const { id } = await anIncidentAt(ctx, "MITIGATING", { ...SEV2, title: "Exports fail", impact: { description: "Some exports end with an error" } });
    const [draft] = await draftCommunications(ctx, { incidentId: id, audiences: ["STATUS_PAGE"] });
    expect(draft?.body).toContain("Exports fail. Some exports end with an error.");
    const update = async (minute: number) => {
      await postUpdate(later(ctx, minute), { incidentId: id, note: "At it", audiences: ["STATUS_PAGE"] });
      return (await ofCustomers(id))[0]?.body;
    };
    expect(await update(1)).not.toContain("end with an error");
    await publishCommunication(later(ctx, 2), { communicationId: draft!.id });
    expect(await update(3)).toContain("Exports fail. Some exports end with an error. We have");
  });
});
