import { v7 as uuid } from "uuid";
import { describe, expect, test } from "vitest";
import { emailChannel } from "../../src/channels/email.ts";
import type { CommunicationEntity } from "../../src/entities/communication.entity.ts";
import { CustomerContactEntity } from "../../src/entities/customer-contact.entity.ts";
import { BannerCache } from "../../src/server/banner/banner-cache.ts";
import { banners } from "../../src/services/banner/index.ts";
import { deliveriesOf } from "../../src/services/audience/index.ts";
import { approvalsOf, approveCommunication, byIds, editCommunication, list, postUpdate, publishCommunication, retractCommunication, toBeRead, versionsOf } from "../../src/services/communication/index.ts";
import { draftCommunications } from "../../src/services/draft/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { updateCustomer } from "../../src/services/customer/index.ts";
import { type Outcome, replay } from "../../src/services/delivery/index.ts";
import { hearUndeliverable } from "../../src/services/escalation/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { resumeContact, setSubscription } from "../../src/services/mailing/index.ts";
import { unsubscribeUrl } from "../../src/services/mailing/unsubscribe-link.ts";
import { editPlan } from "../../src/services/plan/index.ts";
import { insert } from "../../src/services/rows.ts";
import { readKeys } from "../../src/services/secret/index.ts";
import { assign } from "../../src/services/role/index.ts";
import { changeIncident } from "../../src/services/incident/change.ts";
import { aContext, anActor, anIncident, aResponder, at, later, NOON, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { aCourier, RecordingChannel, withChannels } from "../support/delivery.ts";
import { aMailSink } from "../support/subscribers.ts";
import { anIncidentAt, clockOf, eventsOf, OVERRIDE, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const SEV1 = { severity: "SEV1", reason: "All of it" } as const;
const as = (person: { id: string; name: string }, of: ServiceContext = ctx): ServiceContext => ({ ...of, actor: anActor({ id: person.id, name: person.name, role: "RESPONDER", responderId: person.id }) });
const approvals = async ({ id }: CommunicationEntity) => (await approvalsOf(ctx, [id])).get(id) ?? [];
const BODY = "Exports fail. Next update in 20 minutes.";

async function contacts(customerId: string, ...emails: string[]): Promise<CustomerContactEntity[]> {
  const rows = emails.map((email) => ({ id: uuid(), customerId, email, slackChannel: null, name: null, language: null, unsubscribedAt: null, bouncedAt: null, bounceReason: null, refusals: 0, stoppedAt: null, stopReason: null, createdAt: NOON }));
  await insert(ctx, CustomerContactEntity, rows);
  return rows;
}

const command = (incidentId: string, responderId: string) =>
  changeIncident(ctx, { name: "assignRole" }, { incidentId }, async (change) => {
    await assign(change, { role: "INCIDENT_COMMANDER", responderId, accepted: true });
  });

test("while the database answers nothing, products go on being shown what stood last", async () => {
  const cache = new BannerCache(ctx);
  const before = await cache.serve([]);
  const gate = source.createQueryRunner();
  await gate.startTransaction();
  await gate.query("lock table communication in access exclusive mode");
  const waiting = async () => (await source.query("select 1 from pg_locks where relation = 'communication'::regclass and not granted")).length;
  await expect.poll(async () => [await cache.serve([]), await waiting()], { interval: 20, timeout: 4_000 }).toEqual([before, 1]).finally(() => gate.rollbackTransaction());
  await gate.release();
});

describe("the flow", () => {
  test("each edit is a version of its own, takes approvals back, and finds out whom it overtakes", async () => {
    const [ada, grace] = [await aResponder(ctx), await aResponder(ctx)];
    const { id } = await anIncidentAt(ctx, "TRIAGED");
    const [draft] = await draftCommunications(as(ada), { incidentId: id, audiences: ["STATUS_PAGE"] });
    const of = { communicationId: draft!.id };
    expect(await approveCommunication(as(grace), of)).toMatchObject({ state: "APPROVED", approvedById: grace.id });
    const { revision } = await incidents.get(ctx, id);
    expect(await approveCommunication(as(grace), of)).toMatchObject({ state: "APPROVED" });
    expect(await editCommunication(as(ada), { ...of, subject: draft!.subject })).toMatchObject({ state: "APPROVED", textVersion: 1 });
    expect((await incidents.get(ctx, id)).revision).toBe(revision);

    const edited = await editCommunication(as(ada, later(ctx, 1)), { ...of, body: BODY, expectedVersion: 1 });
    expect(edited).toMatchObject({ state: "DRAFT", textVersion: 2, body: BODY, origin: "PERSON", editedBy: ada.id, approvedById: null });
    expect(await refusal(ctx, id, () => editCommunication(as(grace), { ...of, body: BODY, expectedVersion: 1 }))).toMatchObject({ code: "STALE_REVISION", details: { current: 2 } });
    for (const act of [approveCommunication, publishCommunication]) {
      expect(await refusal(ctx, id, () => act(as(grace), { ...of, expectedVersion: 1 }))).toMatchObject({ code: "STALE_REVISION", details: { field: "expectedVersion", current: 2 } });
    }
    const published = await publishCommunication(as(grace, later(ctx, 2)), { ...of, expectedVersion: 2, body: `${BODY} Sorry.` });
    expect(published).toMatchObject({ state: "PUBLISHED", textVersion: 3, approvedById: grace.id, editedBy: grace.id });
    expect((await versionsOf(ctx, [draft!.id])).get(draft!.id)?.map(({ number, body, editedBy, origin }) => [number, body, editedBy, origin])).toEqual([
      [1, draft!.body, ada.id, draft!.origin], [2, BODY, ada.id, "PERSON"], [3, `${BODY} Sorry.`, grace.id, "PERSON"],
    ]);
    expect((await approvals(draft!)).map(({ textVersion, name, ownWords }) => [textVersion, name, ownWords])).toEqual([[1, grace.name, false], [3, grace.name, true]]);
    expect((await saidOf(ctx, { id, revision: revision - 1 })).map((line) => line.slice(0, 60))).toEqual([
      "COMMUNICATION: Approved the draft for the status page", "COMMUNICATION: Edited the draft for the status page; it has ", "COMMUNICATION: Published to the status page: Exports fail. N",
    ]);
    for (const again of [() => editCommunication(ctx, { ...of, body: "x" }), () => approveCommunication(ctx, of), () => publishCommunication(ctx, of)]) {
      expect(await refusal(ctx, id, again)).toMatchObject({ code: "ILLEGAL_TRANSITION", details: { from: "PUBLISHED", allowed: ["SUPERSEDED", "RETRACTED"] } });
    }
  });

  test("where two are asked, its author's yes is refused, a template's first notice and a commander's own words are not", async () => {
    await editPlan(ctx, { severity: "SEV2", approvals: 2 });
    const [ada, grace] = [await aResponder(ctx), await aResponder(ctx)];
    const { id } = await anIncidentAt(ctx, "TRIAGED", { severity: "SEV2", reason: "Many ask" });
    const [first] = await draftCommunications(as(ada), { incidentId: id, audiences: ["STATUS_PAGE"] });
    expect(await publishCommunication(as(ada), { communicationId: first!.id })).toMatchObject({ state: "PUBLISHED" });

    const message = { incidentId: id, audience: "STATUS_PAGE", body: BODY } as const;
    expect(await refusal(ctx, id, () => publishCommunication(as(ada), message))).toMatchObject({ code: "FORBIDDEN", details: { approvals: 2 } });
    expect(await refusal(ctx, id, () => publishCommunication(ctx, message))).toMatchObject({ code: "FORBIDDEN" });
    expect(await refusal(ctx, id, () => postUpdate(as(ada), { incidentId: id, note: "Looking", publicBody: BODY }))).toMatchObject({ code: "FORBIDDEN" });
    const [draft] = await draftCommunications(as(ada), { incidentId: id, audiences: ["STATUS_PAGE"] });
    const of = { communicationId: draft!.id };
    await editCommunication(as(ada), { ...of, body: BODY });
    for (const act of [approveCommunication, publishCommunication]) expect(await refusal(ctx, id, () => act(as(ada), of))).toMatchObject({ code: "FORBIDDEN", details: { field: "communicationId" } });
    expect(await approveCommunication(as(grace), of)).toMatchObject({ state: "APPROVED" });
    expect(await refusal(ctx, id, () => publishCommunication(as(ada), { ...of, nextUpdateAt: at(90) }))).toMatchObject({ code: "FORBIDDEN", details: { approvals: 2 } });
    expect(await publishCommunication(as(ada, later(ctx, 1)), of)).toMatchObject({ state: "PUBLISHED", approvedById: grace.id });

    await command(id, ada.id);
    const own = await publishCommunication(as(ada, later(ctx, 2)), message);
    expect(await approvals(own)).toMatchObject([{ responderId: ada.id, ownWords: true }]);
    expect(await publishCommunication(as(grace, later(ctx, 3)), { ...message, audience: "INTERNAL" })).toMatchObject({ state: "PUBLISHED" });
  });

  test("of two who publish a draft at once one does; the same key has the first answer", async () => {
    const { id } = await anIncidentAt(ctx, "TRIAGED");
    const aDraft = async () => (await draftCommunications(ctx, { incidentId: id, audiences: ["STATUS_PAGE"] }))[0];
    const draft = await aDraft();
    const ended = await Promise.allSettled([1, 2].map(() => publishCommunication(ctx, { communicationId: draft!.id })));
    expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(ended.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "ILLEGAL_TRANSITION", details: { allowed: ["SUPERSEDED", "RETRACTED"] } } });
    const other = await aDraft();
    const keyed = await Promise.all([1, 2].map(() => publishCommunication(ctx, { communicationId: other!.id, idempotencyKey: "once" })));
    expect(keyed[0]).toEqual(keyed[1]);
    expect((await eventsOf(ctx, id)).filter(({ summary }) => summary.startsWith("Published"))).toHaveLength(2);
  });

  test("an update in the hub's own words is one act with the status; resolved, customers hear that it is over or nothing", async () => {
    const { id } = await anIncidentAt(ctx, "TRIAGED", { ...SEV1, title: "Exports fail" });
    await postUpdate(later(ctx, 1), { incidentId: id, status: "MITIGATING", note: "Rolling back", audiences: ["STATUS_PAGE", "IN_APP_BANNER"] });
    expect((await banners(later(ctx, 1))).map(({ banner: { title, state, nextUpdateAt } }) => [title, state, nextUpdateAt])).toEqual([["Exports fail", "IDENTIFIED", at(16).toISOString()]]);
    expect(await clockOf(ctx, id, "STATUS_PAGE")).toMatchObject({ metAt: at(1) });
    const long = { incidentId: id, audience: "IN_APP_BANNER", body: `${BODY} ${"x".repeat(280)}` } as const;
    expect(await refusal(ctx, id, () => publishCommunication(ctx, long))).toMatchObject({ code: "INVALID_INPUT", details: { field: "body", max: 280 } });
    expect(await refusal(ctx, id, () => postUpdate(ctx, { incidentId: id, note: "x", publicBody: "x", audiences: [] }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "audiences" } });
    await incidents.resolve(later(ctx, 2), { incidentId: id, ...OVERRIDE });
    const late = { incidentId: id, audience: "STATUS_PAGE", body: BODY, publicState: "MONITORING" } as const;
    expect(await refusal(ctx, id, () => publishCommunication(later(ctx, 3), late))).toMatchObject({ code: "ILLEGAL_TRANSITION", details: { field: "publicState", allowed: ["RESOLVED"] } });
    expect((await banners(later(ctx, 31))).map(({ banner: { state, nextUpdateAt } }) => [state, nextUpdateAt])).toEqual([["RESOLVED", null]]);
    expect(await banners(later(ctx, 33))).toEqual([]);
  });
});

describe("what is taken back", () => {
  test("goes from banner and page with a note, what waits to be sent is let go, and a correction follows", async () => {
    const email = new RecordingChannel("EMAIL");
    const mailing = withChannels(ctx, email);
    const [customer] = await someCustomers(ctx, 1);
    await contacts(customer!.id, `${customer!.id}@acme.example`);
    const { id, revision } = await anIncidentAt(ctx, "TRIAGED", { ...SEV1, affectedCustomerExternalIds: [customer!.externalId] });
    const [page, banner, letter] = await Promise.all((["STATUS_PAGE", "IN_APP_BANNER", "AFFECTED_CUSTOMERS"] as const).map((audience) => publishCommunication(mailing, { incidentId: id, audience, body: `All is lost. ${BODY}` })));
    const retract = ({ id: communicationId }: CommunicationEntity) => retractCommunication(later(mailing, 1), { communicationId, note: "It is not" });
    const blaming = await refusal(ctx, id, () => retractCommunication(ctx, { communicationId: page!.id, note: "An engineer, Grace, caused this by mistake." }));
    expect(blaming).toMatchObject({ code: "GUARDRAIL", details: { field: "note" } });
    for (const message of [page!, banner!, letter!]) expect(await retract(message)).toMatchObject({ state: "RETRACTED", retractedAt: at(1), retractedBy: "ada", retractionNote: "It is not" });
    expect((await banners(ctx)).filter(({ banner: one }) => one.id === banner!.id)).toEqual([]);
    expect(await source.query("select body, retracted_at from status_entry_update where communication_id = $1", [page!.id])).toMatchObject([{ body: "It is not", retracted_at: at(1) }]);
    expect((await deliveriesOf(ctx, [letter!.id])).get(letter!.id)).toEqual([{ channel: "EMAIL", state: "STOPPED", count: 1 }]);
    expect((await saidOf(ctx, { id, revision })).at(-1)).toBe("COMMUNICATION: Retracted the message to affected customers: It is not 1 had not been sent and will not be.");
    expect(await refusal(ctx, id, () => retract(page!))).toMatchObject({ code: "ILLEGAL_TRANSITION", details: { allowed: [] } });
    expect(await publishCommunication(later(mailing, 2), { incidentId: id, audience: "STATUS_PAGE", body: BODY })).toMatchObject({ state: "PUBLISHED", version: 2 });
    const [draft] = await draftCommunications(ctx, { incidentId: id, audiences: ["INTERNAL"] });
    expect(await retract(draft!)).toMatchObject({ state: "RETRACTED", publishedAt: null });
  });

  test("is not handed over to a slow mail server, but for what that was at already", async () => {
    const held: (() => void)[] = [];
    const sink = await aMailSink(undefined, (say) => void held.push(say));
    const email = emailChannel();
    const hub: ServiceContext = { ...ctx, channels: { all: [email], given: { EMAIL: { host: "127.0.0.1", port: String(sink.port), from: "incidents@example.com", tls: "none" } } } };
    const [customer] = await someCustomers(ctx, 1);
    await contacts(customer!.id, ...Array.from({ length: 66 }, (_, nth) => `nr${nth}@slow.example`));
    const { id: incidentId } = await anIncident(ctx, { ...SEV1, affectedCustomerExternalIds: [customer!.externalId] });
    const { id } = await publishCommunication(hub, { incidentId, audience: "AFFECTED_CUSTOMERS", body: BODY });
    const courier = aCourier(hub);
    await expect.poll(() => sink.mails.length).toBe(16);
    await retractCommunication(hub, { communicationId: id, note: "It is not" });
    for (const say of held) say();
    await expect.poll(async () => (await deliveriesOf(ctx, [id])).get(id)).toEqual([{ channel: "EMAIL", state: "SENT", count: 16 }, { channel: "EMAIL", state: "STOPPED", count: 50 }]);
    await courier.stop();
    await email.close?.();
    expect(sink.mails).toHaveLength(16);
    expect(await source.query("select distinct last_error as why, attempts, history::text from delivery where communication_id = $1 and state = 'STOPPED' and last_error is not null", [id]))
      .toEqual([{ why: "The message was taken back", attempts: 0, history: "[]" }]);
  });

  test("stays taken back: no letter is made of it, and no dead one replayed, nor to who has left or was given up", async () => {
    const email = new RecordingChannel("EMAIL");
    const hub = withChannels(ctx, email);
    const [customer] = await someCustomers(ctx, 1);
    const [left, gone] = await contacts(customer!.id, "left@late.example", "gone@late.example", "stays@late.example");
    const { id: incidentId } = await anIncident(ctx, { ...SEV1, affectedCustomerExternalIds: [customer!.externalId] });
    const publish = () => publishCommunication(hub, { incidentId, audience: "AFFECTED_CUSTOMERS", body: "Imports fail. Next update in 20 minutes." });
    const deadOf = async ({ id }: CommunicationEntity): Promise<Record<string, string>> =>
      Object.fromEntries((await source.query("update delivery set state = 'DEAD', next_at = null, accepted_at = null where communication_id = $1 returning address, id", [id]))[0].map((row: { address: string; id: string }) => [row.address.split("@")[0], row.id]));
    const dead = await deadOf(await publish());
    const message = await publish();
    // As a transaction would that had not seen them leave.
    await source.query("update customer_contact set unsubscribed_at = $2 where id = $1", [left!.id, NOON]);
    await source.query("update customer_contact set stopped_at = $2, stop_reason = '550' where id = $1", [gone!.id, NOON]);
    const courier = aCourier(hub);
    await expect.poll(async () => (await deliveriesOf(ctx, [message.id])).get(message.id)).toEqual([{ channel: "EMAIL", state: "SENT", count: 1 }, { channel: "EMAIL", state: "STOPPED", count: 2 }]);
    await courier.stop();
    expect(email.sent.map(({ to }) => to).filter((to) => to.endsWith("@late.example"))).toEqual(["stays@late.example"]);
    const why = async () => Object.fromEntries((await source.query("select address, last_error from delivery where communication_id = $1", [message.id])).map((row: { address: string; last_error: string }) => [row.address.split("@")[0], row.last_error]));
    expect(await why()).toEqual({ left: "They asked to be left alone", gone: "This address was given up, since it refuses mail for good", stays: null });

    const refused = (id = "") => replay(hub, { deliveryId: id }).catch(({ code, message: said, details }) => [code, said, details.field]);
    expect(await refused(dead["left"])).toEqual(["CONFLICT", "The delivery is not replayed: They asked to be left alone", "deliveryId"]);
    expect(await refused(dead["gone"])).toEqual(["CONFLICT", "The delivery is not replayed: This address was given up, since it refuses mail for good", "deliveryId"]);
    expect(await refused(dead["stays"])).toMatchObject({ state: "PENDING" });
    const again = await deadOf(message);
    await retractCommunication(hub, { communicationId: message.id, note: "It is not" });
    expect(await refused(again["stays"])).toEqual(["CONFLICT", "The delivery is not replayed: The message was taken back", "deliveryId"]);
  });

  test("leaves the page at the word before, which the end of the incident closes all the same", async () => {
    const { id } = await anIncidentAt(ctx, "MITIGATING");
    const publish = (minute: number, body: string) => publishCommunication(later(ctx, minute), { incidentId: id, audience: "STATUS_PAGE", body });
    await publish(0, BODY);
    await retractCommunication(later(ctx, 2), { communicationId: (await publish(1, `All is lost. ${BODY}`)).id, note: "It is not" });
    await incidents.resolve(later(ctx, 3), { incidentId: id, ...OVERRIDE });
    expect(await source.query("select state from status_entry where incident_id = $1", [id])).toEqual([{ state: "RESOLVED" }]);
  });
});

describe("channels", () => {
  const REFUSED = { state: "REFUSED", reason: "550 5.1.1 No such user" } satisfies Outcome;
  const KEYS = { secretKeys: readKeys("a1".repeat(32)), publicUrl: "https://muster.example.com" };

  test("an address is written to once, at however many accounts it is known; who left, or is malformed, or is refused spoils nothing", async () => {
    const email = new RecordingChannel("EMAIL", ({ to }) => (to === "gone@b.example" || !to.includes("@") ? REFUSED : { state: "ACCEPTED", answer: "250 ok" }));
    const hub = { ...withChannels(ctx, email), ...KEYS };
    const [a, b, , c] = await someCustomers(ctx, 4);
    const [, , left] = await contacts(a!.id, "ops@a.example", "both@a.example", "left@a.example");
    const [, gone] = await contacts(b!.id, "both@a.example", "gone@b.example", "no address at all");
    await contacts(c!.id, "unaffected@c.example");
    await setSubscription(hub, new URL(unsubscribeUrl(hub, left!.id) ?? "").pathname.split("/").at(-1) ?? "", false);
    const incident = await anIncident(hub, { ...SEV1, title: "Exports\r\nBcc: eve@example.com", affectedCustomerExternalIds: [a!.externalId, b!.externalId, (await someCustomers(ctx, 1))[0]!.externalId] });
    const message = await publishCommunication(hub, { incidentId: incident.id, audience: "AFFECTED_CUSTOMERS", body: `${BODY}\n\n<b>Sorry.</b>` });
    expect(message).toMatchObject({ recipients: 3, channel: "email", notSent: ["1 affected account has nobody to write to"] });
    expect((await eventsOf(ctx, incident.id)).at(-1)?.summary).toContain("(not sent: 1 affected account has nobody to write to)");
    expect(await source.query("select text, html from delivery where communication_id = $1 limit 1", [message.id])).toEqual([{ text: "", html: null }]);

    const courier = aCourier(hub, { onUndeliverable: hearUndeliverable });
    await expect.poll(async () => (await deliveriesOf(ctx, [message.id])).get(message.id)).toEqual([{ channel: "EMAIL", state: "DEAD", count: 2 }, { channel: "EMAIL", state: "SENT", count: 2 }]);
    await courier.stop();
    const letters = email.sent.filter(({ text }) => text.includes("Exports fail."));
    expect(letters.map(({ to }) => to).sort()).toEqual(["both@a.example", "gone@b.example", "no address at all", "ops@a.example"]);
    const [sent] = letters;
    const url = String(sent?.act?.["unsubscribeUrl"]);
    expect(url).toMatch(/^https:\/\/muster\.example\.com\/unsubscribe\/[\w-]{54}$/);
    expect(sent?.text).toContain(`Unsubscribe: ${url}`);
    expect(sent?.html).toContain("<p>&lt;b&gt;Sorry.&lt;/b&gt;</p>");
    expect(await source.query("select bounce_reason from customer_contact where id = $1", [gone!.id])).toEqual([{ bounce_reason: REFUSED.reason }]);
    expect((await eventsOf(ctx, incident.id)).filter(({ summary }) => summary.startsWith("Not every customer"))).toHaveLength(1);
  });

  test("an address that is refused for good is left out from then on, at every account, until a person takes it back; a list does not", async () => {
    const answers: Record<string, Outcome> = {
      "gone@a.example": REFUSED, "said@a.example": { state: "REFUSED", reason: "550 Unknown user" }, "full@a.example": { state: "RETRY", reason: "452 4.2.2 Mailbox full" },
      "picky@a.example": { state: "REFUSED", reason: "554 5.7.1 Not wanted" }, "words@a.example": { state: "REFUSED", reason: "554 Spam", isAboutMessage: true },
    };
    const email = new RecordingChannel("EMAIL", ({ to }) => answers[to] ?? { state: "ACCEPTED", answer: "250 ok" });
    const hub = { ...withChannels(ctx, email), ...KEYS };
    const [a, b] = await someCustomers(ctx, 2);
    await contacts(a!.id, ...Object.keys(answers), "fine@a.example");
    const [alsoGone] = await contacts(b!.id, "gone@a.example");
    const { id: incidentId } = await anIncident(hub, { ...SEV1, affectedCustomerExternalIds: [a!.externalId, b!.externalId] });
    const courier = aCourier(hub, { onUndeliverable: hearUndeliverable });
    const mail = async () => {
      email.sent.length = 0;
      const { id, notSent } = await publishCommunication(hub, { incidentId, audience: "AFFECTED_CUSTOMERS", body: BODY });
      await expect.poll(async () => (await source.query("select count(*)::int as open from delivery where communication_id = $1 and (state = 'SENDING' or attempts = 0)", [id]))[0].open).toBe(0);
      return { notSent, to: [...new Set(email.sent.map(({ to }) => to.split("@")[0]))].sort() };
    };
    const stopped = async () => (await source.query("select email, stop_reason as why from customer_contact where stopped_at is not null and customer_id = any($1) order by email, customer_id = $2", [[a!.id, b!.id], b!.id])) as { email: string; why: string }[];
    expect(await mail()).toEqual({ notSent: [], to: ["fine", "full", "gone", "picky", "said", "words"] });
    expect(await stopped()).toEqual([
      ...[1, 2].map(() => ({ email: "gone@a.example", why: `The address is gone: ${REFUSED.reason}` })), { email: "said@a.example", why: "The address is gone: 550 Unknown user" },
    ]);
    expect(await mail()).toEqual({ notSent: ["2 addresses refuse mail for good and are not written to", "1 affected account has nobody to write to"], to: ["fine", "full", "picky", "words"] });
    await mail();
    expect((await stopped()).at(2)).toEqual({ email: "picky@a.example", why: "3 messages in a row were refused: 554 5.7.1 Not wanted" });

    // Neither a list that drops it and has it again, nor another account's, brings it back.
    await updateCustomer(hub, { externalId: a!.externalId, contacts: ["fine@a.example"] });
    await updateCustomer(hub, { externalId: a!.externalId, contacts: ["fine@a.example", "gone@a.example"] });
    const [other] = await someCustomers(ctx, 1);
    await updateCustomer(hub, { externalId: other!.externalId, contacts: ["gone@a.example"] });
    expect(await source.query("select stop_reason from customer_contact where email = 'gone@a.example'")).toEqual([1, 2, 3].map(() => ({ stop_reason: `The address is gone: ${REFUSED.reason}` })));

    expect((await resumeContact(hub, { id: alsoGone!.id })).map(({ id }) => id).sort()).toEqual([a!.id, b!.id, other!.id].sort());
    await expect(resumeContact(hub, { id: alsoGone!.id })).rejects.toMatchObject({ code: "CONFLICT" });
    delete answers["gone@a.example"];
    expect(await mail()).toEqual({ notSent: ["2 addresses refuse mail for good and are not written to"], to: ["fine", "gone"] });
    const [picky] = await source.query("select id from customer_contact where email = 'picky@a.example'");
    const link = new URL(unsubscribeUrl(hub, picky.id) ?? "").pathname.split("/").at(-1) ?? "";
    expect([await setSubscription(hub, link, false), await setSubscription(hub, link, true)]).toMatchObject([{ stoppedAt: expect.any(Date), unsubscribedAt: ctx.now() }, { stoppedAt: null, unsubscribedAt: null }]);
    await courier.stop();
  });

  test("people's words go out as they are, and what the hub adds to them in the language of each contact", async () => {
    const email = new RecordingChannel("EMAIL");
    const hub = { ...withChannels(ctx, email), ...KEYS };
    const [a, b] = await someCustomers(ctx, 2);
    await updateCustomer(hub, { externalId: a!.externalId, contacts: [{ email: "wien@lang.example", language: "de-AT" }, { email: "lyon@lang.example", language: "fr" }, "nobody-said@lang.example", "both@lang.example"] });
    await updateCustomer(hub, { externalId: b!.externalId, contacts: [{ email: "both@lang.example", language: "de" }] });
    const { id: incidentId, reference } = await anIncident(hub, { ...SEV1, affectedCustomerExternalIds: [a!.externalId, b!.externalId] });
    await publishCommunication(hub, { incidentId, audience: "AFFECTED_CUSTOMERS", subject: "Exports fail", body: BODY });
    const courier = aCourier(hub, { onUndeliverable: hearUndeliverable });
    const letters = () => email.sent.filter(({ to }) => to.endsWith("@lang.example"));
    await expect.poll(() => letters().length).toBe(4);
    await courier.stop();
    const [inGerman, inEnglish] = [`Sie erhalten diese Nachricht, weil Sie als Kontakt für Störungen genannt sind (${reference}).`, `You get this because you are named as a contact for incidents (${reference}).`];
    const framed = { "wien@": inGerman, "both@": inGerman, "lyon@": inEnglish, "nobody-said@": inEnglish };
    for (const [name, footer] of Object.entries(framed)) {
      const { text, html, subject } = letters().find(({ to }) => to.startsWith(name))!;
      const [, body] = text.split("\n\n");
      expect([name, subject, body, text.split("-- \n")[1]]).toEqual([name, "Exports fail", BODY, footer]);
      expect(text).toMatch(footer === inGerman ? /Statusseite: .*\nAbbestellen: / : /Status page: .*\nUnsubscribe: /);
      expect(html).toContain(`<p class="footer" lang="${footer === inGerman ? "de" : "en"}">`);
    }
  });

  test("strategic accounts hear of it by e-mail and from their manager, executives with the impact first, our own people in the room", async () => {
    const [email, slack] = [new RecordingChannel("EMAIL"), new RecordingChannel("SLACK")];
    const hub = withChannels(ctx, email, slack);
    const [manager, boss] = [await aResponder(ctx, { contactMethods: [{ channel: "SLACK", address: "U1MANAGER" }] }), await aResponder(ctx, { title: "CTO" })];
    const [[owned], [other], [plain]] = [await someCustomers(ctx, 1, { strategic: true, ownerId: manager.id, name: "Globex" }), await someCustomers(ctx, 1, { strategic: true }), await someCustomers(ctx, 1)];
    for (const customer of [owned, other, plain]) await contacts(customer!.id, `ops@${customer!.id}.example`);
    const { id, channel } = await anIncident(ctx, { ...SEV1, affectedCustomerExternalIds: [owned, other, plain].map((one) => one!.externalId) });
    const publish = (audience: "STRATEGIC_ACCOUNTS" | "EXECUTIVES" | "INTERNAL") => publishCommunication(hub, { incidentId: id, audience, body: BODY, subject: "Exports" });
    expect(await publish("STRATEGIC_ACCOUNTS")).toMatchObject({ channel: "email_and_slack", recipients: 2, notSent: ["1 strategic account has no account manager"] });
    expect(await publish("EXECUTIVES")).toMatchObject({ channel: "email", notSent: ["nobody has the title VP Engineering"] });
    expect(await publish("INTERNAL")).toMatchObject({ channel: "slack", notSent: [] });
    const rows: { address: string; text: string; priority: number }[] = await source.query("select address, text, priority from delivery where incident_id = $1 and communication_id is not null order by created_at, address", [id]);
    const textTo = (address: string) => rows.find((row) => row.address === address)?.text;
    expect(rows.map(({ address }) => address).sort()).toEqual([channel, "U1MANAGER", boss.email, `ops@${other!.id}.example`, `ops@${owned!.id}.example`].sort());
    expect(textTo("U1MANAGER")).toMatch(/^For your accounts: Globex\. Please pass this on/);
    expect(textTo(boss.email)).toMatch(/^3 customers affected, 2 strategic, 3000.* USD at risk/);
    expect(textTo(channel)).toBe(`Exports\n\n${BODY}`);
  });

  test("what no channel takes is said and not lost; a drill reaches our own people alone, marked; a private incident's room is none", async () => {
    const { id } = await anIncidentAt(ctx, "TRIAGED", SEV1);
    expect(await publishCommunication(ctx, { incidentId: id, audience: "AFFECTED_CUSTOMERS", body: BODY })).toMatchObject({ channel: null, notSent: ["no e-mail channel is set up"] });
    expect(await publishCommunication(ctx, { incidentId: id, audience: "INTERNAL", body: BODY })).toMatchObject({ notSent: ["no channel is set up"] });

    const hub = withChannels(ctx, new RecordingChannel("EMAIL"), new RecordingChannel("SLACK"));
    const [customer] = await someCustomers(ctx, 1, { strategic: true });
    await contacts(customer!.id, "ops@drill.example");
    const drill = await anIncident(ctx, { ...SEV1, drill: true, affectedCustomerExternalIds: [customer!.externalId] });
    const publish = (incidentId: string, audience: "IN_APP_BANNER" | "STATUS_PAGE" | "STRATEGIC_ACCOUNTS" | "INTERNAL") => publishCommunication(hub, { incidentId, audience, body: BODY });
    for (const audience of ["IN_APP_BANNER", "STATUS_PAGE", "STRATEGIC_ACCOUNTS"] as const) expect((await publish(drill.id, audience)).notSent).toEqual([expect.stringMatching(/^a drill: /)]);
    await publish(drill.id, "INTERNAL");
    expect(await source.query("select subject from delivery where incident_id = $1 and communication_id is not null", [drill.id])).toEqual([{ subject: expect.stringMatching(/^\[DRILL\] SEV1 INC-/) }]);
    expect((await banners(ctx)).filter(({ banner }) => banner.text === BODY)).toEqual([]);

    const holder = await aResponder(ctx);
    const secret = await anIncident(ctx, { ...SEV1, private: true });
    await command(secret.id, holder.id);
    expect(await refusal(ctx, secret.id, () => publish(secret.id, "STATUS_PAGE"))).toMatchObject({ code: "CONFLICT", details: { field: "audience" } });
    await publish(secret.id, "INTERNAL");
    expect(await source.query("select address, channel from delivery where incident_id = $1 and communication_id is not null", [secret.id])).toEqual([{ address: holder.email, channel: "EMAIL" }]);
  });

  test("a message is seen by whoever may see its incident", async () => {
    const secret = await anIncident(ctx, { private: true });
    const message = await publishCommunication(ctx, { incidentId: secret.id, audience: "INTERNAL", body: BODY });
    expect((await byIds(ctx, [message.id])).size).toBe(1);
    expect((await byIds(aContext(source.manager, { actor: anActor({ id: "eve", role: "RESPONDER" }) }), [message.id])).size).toBe(0);
  });

  test("words to executives have revenue in them, and are none to a vendor", async () => {
    const vendor = await aResponder(ctx);
    const incident = await anIncident(ctx, SEV1);
    await changeIncident(ctx, { name: "assignRole" }, { incidentId: incident.id }, async (change) => {
      await assign(change, { role: "VENDOR", responderId: vendor.id, accepted: true });
    });
    const messages = [];
    for (const audience of ["INTERNAL", "EXECUTIVES"] as const) messages.push(await publishCommunication(ctx, { incidentId: incident.id, audience, body: "USD 890,000 at risk" }));
    const { nodes, count } = await list(as(vendor), incident, { first: 10 });
    expect([nodes.map(({ audience }) => audience), await count()]).toEqual([["INTERNAL"], 1]);
    await expect(toBeRead(as(vendor), messages[1]!, "x")).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await list(ctx, incident, { first: 10 })).nodes).toHaveLength(2);
    expect((await eventsOf(ctx, incident.id)).filter(({ summary }) => summary.startsWith("Published to executives: ") || summary.includes("executives") && summary.includes("890"))).toEqual([]);
    const [draft] = await draftCommunications(ctx, { incidentId: incident.id, audiences: ["STATUS_PAGE"] });
    for (const act of [approveCommunication, publishCommunication]) {
      expect(await refusal(ctx, incident.id, () => act(as(vendor), { communicationId: draft!.id }))).toMatchObject({ code: "FORBIDDEN" });
    }
  });
});
