import { beforeAll, describe, expect, test } from "vitest";
import type { ServiceContext } from "../../src/services/context.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { importDirectory } from "../../src/services/import/index.ts";
import * as onCall from "../../src/services/oncall/index.ts";
import { assignRole, commanderLoad, commandLoads, defaultResponders, peopleIn } from "../../src/services/role/index.ts";
import * as schedules from "../../src/services/schedule/index.ts";
import { updateTeam } from "../../src/services/team/index.ts";
import { aContext, anActor, aResponder, aTeam, at } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { fingerprint } from "../support/hub.ts";

const database = useDatabase();
/** A directory at an instant; `at` counts minutes from a noon in 2030. */
const ctxAt = (now: Date) => aContext(database.source.manager, { now: () => now });
const ctx = () => ctxAt(at(0));
let made = 0;
const slug = () => `schedule-${++made}`;
const hours = (count: number) => at(count * 60);
let [ada, grace, linus]: { id: string; email: string; name: string }[] = [];
beforeAll(async () => {
  [ada, grace, linus] = [await aResponder(ctx()), await aResponder(ctx()), await aResponder(ctx())];
});

const turns = (over: Partial<schedules.RotationInput> = {}): schedules.RotationInput => ({
  unit: "DAYS", start: "2029-12-31T09:00:00", participants: [{ responderEmails: [ada!.email] }, { responderEmails: [grace!.email] }], ...over,
});
const aSchedule = (over: schedules.ScheduleInput = {}, now = at(0)) =>
  schedules.createSchedule(ctxAt(now), { slug: slug(), name: "Primary", layers: [{ name: "daily", rotation: turns() }], ...over });
const onCallIn = async (id: string, when: Date) => (await onCall.onCall(ctx(), id, when)).map((one) => one.id);

async function refusal(act: () => Promise<unknown>) {
  const before = await fingerprint(database.source);
  const error = await act().then(() => undefined, (thrown: unknown) => thrown);
  expect(await fingerprint(database.source)).toEqual(before);
  return error;
}

describe("a schedule", () => {
  test("is created, and asked by its id and its slug", async () => {
    const schedule = await aSchedule({ timeZone: "Europe/Berlin" });
    expect(await onCallIn(schedule.id, new Date("2030-01-01T08:00:00Z"))).toEqual([grace!.id]);
    expect(await onCallIn(schedule.slug, new Date("2030-01-01T07:59:59Z"))).toEqual([ada!.id]);
    expect(await refusal(() => onCall.onCall(ctx(), "nowhere", at(0)))).toMatchObject({ code: "NOT_FOUND", details: { field: "scheduleId" } });
    expect(await refusal(() => aSchedule({ slug: schedule.slug }))).toMatchObject({ code: "CONFLICT", details: { field: "slug" } });
  });

  test("that is edited keeps who was on call until then, and is another from then on", async () => {
    const schedule = await aSchedule({}, at(0));
    const before = await onCall.shifts(ctx(), schedule.id, { from: at(0), to: hours(48) });
    await schedules.updateSchedule(ctxAt(hours(48)), { id: schedule.slug, layers: [{ responderEmails: [linus!.email] }] });
    await schedules.updateSchedule(ctxAt(hours(60)), { id: schedule.id, name: "Renamed" });
    await schedules.updateSchedule(ctxAt(hours(72)), { id: schedule.id, layers: [{ responderEmails: [ada!.email] }] });

    expect((await onCall.shifts(ctx(), schedule.id, { from: at(0), to: hours(48) })).map(({ responderId, startsAt }) => [responderId, startsAt])).toEqual(
      before.map(({ responderId, startsAt }) => [responderId, startsAt]));
    expect(await Promise.all([60, 71, 72, 90].map((hour) => onCallIn(schedule.id, hours(hour))))).toEqual([[linus!.id], [linus!.id], [ada!.id], [ada!.id]]);
    expect(await schedules.find(ctx(), { id: schedule.id })).toMatchObject({ name: "Renamed", history: { since: at(0).toISOString(), until: hours(72).toISOString() } });
    expect(await onCallIn(schedule.id, hours(-1)), "before the hub kept it, the layers say").toEqual([ada!.id]);
  });

  test("keeps the layers that an update keeps by name", async () => {
    const schedule = await aSchedule();
    const updated = await schedules.updateSchedule(ctx(), { id: schedule.id, layers: [{ name: "daily", keep: true }, { name: "nights", responderEmails: [linus!.email], priority: 1 }] });
    expect(updated.layers).toMatchObject([schedule.layers[0], { name: "nights" }]);
    const keep = (layer: schedules.LayerInput) => schedules.updateSchedule(ctx(), { id: schedule.id, layers: [layer] });
    expect(await refusal(() => keep({ name: "gone", keep: true }))).toMatchObject({ code: "NOT_FOUND", details: { field: "layers.0.name" } });
    expect(await refusal(() => keep({ name: "daily", keep: true, priority: 2 }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "layers.0.keep" } });
    expect(await refusal(() => keep({ keep: true }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "layers.0.name" } });
  });

  test("is deleted with what hangs on it, unless a team's role points to it", async () => {
    const schedule = await aSchedule({ overrides: [{ kind: "ADD", addEmail: linus!.email, startsAt: at(0), endsAt: at(60) }] });
    const team = await aTeam(ctx());
    await updateTeam(ctx(), { id: team.id, defaultRoles: [{ role: "ENGINEERING_ON_CALL", scheduleSlug: schedule.slug }] });

    expect(await refusal(() => schedules.deleteSchedule(ctx(), schedule))).toMatchObject({ code: "CONFLICT", details: { roles: [{ team: team.slug, role: "ENGINEERING_ON_CALL" }] } });
    await updateTeam(ctx(), { id: team.id, defaultRoles: [] });
    await schedules.deleteSchedule(ctx(), schedule);

    expect(await schedules.find(ctx(), { id: schedule.id })).toBeNull();
    expect(await refusal(() => schedules.deleteSchedule(ctx(), schedule))).toMatchObject({ code: "NOT_FOUND" });
  });

  const span = { startsAt: at(0), endsAt: at(60) };
  const layer = (over: schedules.LayerInput) => ({ layers: [{ responderEmails: [ada!.email], ...over }] });
  const rotation = (over: Partial<schedules.RotationInput>) => ({ layers: [{ rotation: turns(over) }] });
  const BAD: [string, () => schedules.ScheduleInput, string, string?][] = [
    ["an unknown zone", () => ({ timeZone: "Mars/Base" }), "timeZone"],
    ["an unknown zone of a layer", () => layer({ timeZone: "+02:00" }), "layers.0.timeZone"],
    ["a rotation without people", () => rotation({ participants: [] }), "layers.0.rotation.participants"],
    ["a turn without people", () => rotation({ participants: [{ responderEmails: [] }] }), "layers.0.rotation.participants.0.responderEmails"],
    ["somebody unknown", () => rotation({ participants: [{ responderEmails: [ada!.email, "gone@example.com"] }] }), "layers.0.rotation.participants.0.responderEmails.1", "NOT_FOUND"],
    ["turns of no length", () => rotation({ every: 0 }), "layers.0.rotation.every"],
    ["a start that is no time", () => rotation({ start: "2030-02-30T09:00:00" }), "layers.0.rotation.start"],
    ["months by elapsed time", () => rotation({ unit: "MONTHS", handOff: "ELAPSED" }), "layers.0.rotation.handOff"],
    ["hours by the calendar", () => rotation({ unit: "HOURS", turns: "CALENDAR" }), "layers.0.rotation.turns"],
    ["weeks on duty", () => rotation({ unit: "WEEKS", turns: "ON_DUTY" }), "layers.0.rotation.turns"],
    ["a layer that says nobody", () => ({ layers: [{ name: "empty" }] }), "layers.0"],
    ["a layer that says it twice", () => layer({ rotation: turns() }), "layers.0"],
    ["a layer that ends before it begins", () => layer({ from: at(1), until: at(0) }), "layers.0.until"],
    ["a window without days", () => layer({ windows: [{ days: [] }] }), "layers.0.windows.0.days"],
    ["a window at no time", () => layer({ windows: [{ from: "25:00" }] }), "layers.0.windows.0.from"],
    ["a window of no length", () => layer({ windows: [{ lasts: 0 }] }), "layers.0.windows.0.lasts"],
    ["windows that never open while the layer is in force", () => layer({ from: new Date("2030-01-01"), until: new Date("2030-01-04"), windows: [{ days: [6, 7] }] }), "layers.0.windows"],
    ["windows that overlap where each is of one turn", () => ({ layers: [{ rotation: turns({ turns: "CALENDAR" }), windows: [{ to: "12:00" }, { from: "11:00" }] }] }), "layers.0.windows.1"],
    ["a shift that ends before it begins", () => ({ layers: [{ shifts: [{ responderEmails: [ada!.email], startsAt: at(1), endsAt: at(0) }] }] }), "layers.0.shifts.0.endsAt"],
    ["an override that adds nobody", () => ({ overrides: [{ kind: "ADD", ...span }] }), "overrides.0.addEmail"],
    ["an override of nobody", () => ({ overrides: [{ kind: "REPLACE", addEmail: ada!.email, ...span }] }), "overrides.0.removeEmail"],
    ["an override of oneself", () => ({ overrides: [{ kind: "REPLACE", addEmail: ada!.email, removeEmail: ada!.email, ...span }] }), "overrides.0.addEmail"],
    ["overlapping overrides", () => ({ overrides: [{ kind: "TAKE_OVER", addEmail: ada!.email, ...span }, { kind: "TAKE_OVER", addEmail: grace!.email, startsAt: at(59), endsAt: at(90) }] }), "overrides.1.startsAt", "CONFLICT"],
    ["overlapping temporary schedules", () => ({ temporarySchedules: [span, { startsAt: at(30), endsAt: at(90) }] }), "temporarySchedules.1.startsAt", "CONFLICT"],
    ["a history that ends before it begins", () => ({ history: { since: at(1), until: at(0) } }), "history.until"],
    ["a calendar that is none", () => ({ layers: [{ calendar: { text: "hello" } }] }), "layers.0.calendar.text"],
    ["an unknown team", () => ({ teamSlug: "nowhere" }), "teamSlug", "NOT_FOUND"],
  ];
  test.each(BAD)("with %s is refused by its field", async (_, input, field, code = "INVALID_INPUT") => {
    expect(await refusal(() => aSchedule(input()))).toMatchObject({ code, details: { field } });
  });
});

describe("an override", () => {
  test("puts somebody else on call for a while, and taken back early it ends now", async () => {
    const { id } = await aSchedule();
    const override = await schedules.addOverride(ctx(), { scheduleId: id, kind: "TAKE_OVER", addEmail: linus!.email, startsAt: hours(1), endsAt: hours(5) });
    expect(await onCallIn(id, hours(2))).toEqual([linus!.id]);

    expect(await schedules.removeOverride(ctxAt(hours(3)), override)).toMatchObject({ endsAt: hours(3) });

    expect(await onCallIn(id, hours(2))).toEqual([linus!.id]);
    expect(await onCallIn(id, hours(4))).toEqual([grace!.id]);
    expect(await refusal(() => schedules.removeOverride(ctxAt(hours(4)), override))).toMatchObject({ code: "CONFLICT" });
  });

  test("that has not begun goes without a trace, and one that clashes is refused", async () => {
    const { id } = await aSchedule();
    const input = { scheduleId: id, kind: "REPLACE" as const, removeEmail: grace!.email, addEmail: linus!.email, startsAt: hours(1), endsAt: hours(5) };
    const override = await schedules.addOverride(ctx(), input);
    expect(await refusal(() => schedules.addOverride(ctx(), { ...input, addEmail: ada!.email }))).toMatchObject({ code: "CONFLICT", details: { field: "startsAt", overrideId: override.id } });
    expect(await refusal(() => schedules.addOverride(ctx(), { ...input, addEmail: "gone@example.com" }))).toMatchObject({ code: "NOT_FOUND", details: { field: "addEmail" } });

    await schedules.removeOverride(ctx(), override);

    expect(await onCallIn(id, hours(2))).toEqual([grace!.id]);
    expect(await schedules.overridesOf(ctx(), [id])).toEqual(new Map());
  });
});

describe("an import", () => {
  const row = () => ({
    slug: slug(), name: "Imported", timeZone: "America/Chicago",
    layers: [{ rotation: { unit: "DAYS", start: "2020-10-30T01:30:00-05:00", participants: [ada!.email, [grace!.email, linus!.email]] } }],
    overrides: [{ kind: "REMOVE", removeEmail: ada!.email, startsAt: "2030-01-01T00:00:00Z", endsAt: "2030-01-02T00:00:00Z" }],
    temporarySchedules: [{ startsAt: "2031-01-01T00:00:00Z", endsAt: "2031-01-02T00:00:00Z" }],
    history: { until: "2020-10-30T12:00:00Z", shifts: [{ responderEmails: [linus!.email], startsAt: "2020-10-30T00:00:00Z" }] },
  });

  test("takes all that a schedule can say; the same again changes nothing", async () => {
    const one = row();
    expect(await importDirectory(ctx(), { schedules: [one] })).toMatchObject({ created: 1, refused: [] });
    expect(await importDirectory(ctx(), { schedules: [one] })).toMatchObject({ unchanged: 1, refused: [] });
    expect(await onCallIn(one.slug, new Date("2020-10-30T06:30:00Z")), "history").toEqual([linus!.id]);
    expect(await onCallIn(one.slug, new Date("2020-10-31T06:30:00Z"))).toEqual([grace!.id, linus!.id]);
    expect(await onCallIn(one.slug, new Date("2031-01-01T12:00:00Z")), "temporary").toEqual([]);
  });

  test("tells of a bad row by its field, and an offset needs the zone beside it", async () => {
    const { timeZone: _, ...bare } = row();
    const result = await importDirectory(ctx(), { schedules: [bare, { ...row(), layers: [{ rotation: { unit: "YEARS", start: "2030-01-01", participants: [] } }] }] });
    expect(result.refused).toMatchObject([{ kind: "schedules", row: 0, field: "layers.0.rotation.start" }, { row: 1, field: "layers.0.rotation.unit" }]);
  });
});

describe("a team's role that points to a schedule", () => {
  test("is taken by whoever is first on call, by all for a page, and by nobody while nobody is", async () => {
    const group = await aSchedule({ layers: [{ rotation: turns({ participants: [{ responderEmails: [linus!.email, ada!.email] }] }), windows: [{ from: "12:00", to: "18:00" }] }] });
    const team = await aTeam(ctx());
    await updateTeam(ctx(), { id: team.id, defaultRoles: [{ role: "ENGINEERING_ON_CALL", scheduleSlug: group.slug }, { role: "SUPPORT_LEAD", responderEmail: grace!.email }] });
    const roles = ["ENGINEERING_ON_CALL", "SUPPORT_LEAD", "COMMS"] as const;

    expect((await defaultResponders(ctx(), team.id)).own.get("ENGINEERING_ON_CALL")).toBe(linus!.id);
    expect(await peopleIn(ctx(), team.id, roles)).toEqual(new Map([["ENGINEERING_ON_CALL", [linus!.id, ada!.id]], ["SUPPORT_LEAD", [grace!.id]]]));
    expect(await peopleIn(ctx(), null, roles), "only the owner fills technical roles").toEqual(new Map([["SUPPORT_LEAD", [grace!.id]]]));
    const night = ctxAt(hours(7));
    expect((await defaultResponders(night, team.id)).own.has("ENGINEERING_ON_CALL")).toBe(false);
    expect([...(await peopleIn(night, team.id, roles)).keys()]).toEqual(["SUPPORT_LEAD"]);
  });
});

describe("command load", () => {
  test("counts neither drills nor incidents that the caller may not see", async () => {
    const declared = (over: Partial<incidents.DeclareIncident>) => incidents.declare(ctx(), { title: "Down", source: "MONITORING", ...over });
    for (const over of [{}, { private: true }, { drill: true }]) {
      const { id } = await declared(over);
      await assignRole(ctx(), { incidentId: id, role: "INCIDENT_COMMANDER", responderId: linus!.id, accepted: true });
    }
    const load = async (now: ServiceContext) => (await commandLoads(now, [linus!.id])).get(linus!.id);
    expect(await load(ctxAt(hours(1)))).toMatchObject({ incidents30Days: 2, hours30Days: 2, openAssignments: 2 });
    const stranger = { ...ctxAt(hours(1)), actor: anActor({ id: "stranger", role: "RESPONDER" }) };
    expect(await load(stranger)).toMatchObject({ incidents30Days: 1, hours30Days: 1, openAssignments: 1 });
    expect((await commanderLoad(stranger)).map(({ responderId, openAssignments }) => [responderId, openAssignments])).toEqual([[linus!.id, 1]]);
  });
});
