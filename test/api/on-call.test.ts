import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { importDirectory } from "../../src/services/import/index.ts";
import { readCalendar } from "../../src/services/oncall/calendar/read-calendar.ts";
import { aContext, aResponder, aTeam, at } from "../support/build.ts";
import { BOOTSTRAP_TOKEN, type Data, useHub, type Variables } from "../support/hub.ts";

const hub = useHub();
const ctx = () => aContext(hub.source.manager);
let made = 0;
const slug = () => `schedule-${++made}`;
const inputOf = (mutation: string) => `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
const act = async (mutation: string, fields: string, input: Variables): Promise<Data> =>
  (await hub.ok(`mutation ($input: ${inputOf(mutation)}!) { ${mutation}(input: $input) { ${fields} } }`, { input }))[mutation];
const refusal = (mutation: string, input: Variables) => hub.refusal(`mutation ($input: ${inputOf(mutation)}!) { ${mutation}(input: $input) { __typename } }`, { input });

/** A daily rotation of two from noon to noon, since the hub's day. */
async function aDaily(over: Variables = {}) {
  const [ada, grace] = [await aResponder(ctx(), { contactMethods: [{ channel: "SMS", address: "+49301234567" }] }), await aResponder(ctx())];
  const rotation = { unit: "DAYS", start: "2030-01-01T12:00:00", participants: [{ responderEmails: [ada.email] }, { responderEmails: [grace.email] }] };
  const schedule = await act("createSchedule", "id slug", { slug: slug(), name: "Daily", layers: [{ name: "daily", rotation }], ...over });
  return { ada, grace, schedule };
}

describe("a schedule over the API", () => {
  test("shows what it was made of, who is on call, and what comes", async () => {
    const { ada, grace, schedule } = await aDaily({ timeZone: "Europe/Berlin", teamSlug: (await aTeam(ctx())).slug });
    const LAYER = "name priority timeZone from until windows { days from lasts } rotation { unit every start turns handOff participants { responders { email } } } responders { email } shifts { startsAt } events { rule }";
    const data = await hub.ok(
      `query ($id: ID!, $from: DateTime!, $to: DateTime!) {
        schedule(id: $id) { slug timeZone team { slug } layers { ${LAYER} } overrides { id } temporarySchedules { startsAt } onCallNow { email } }
        onCall(scheduleId: $id) { email } shifts(scheduleId: $id, from: $from, to: $to) { responder { email } startsAt endsAt truncated overridden layer schedule { id } }
        nextOnCall(scheduleId: $id) { responder { email } startsAt endsAt } coverageGaps(scheduleId: $id, from: $from, to: $to) { startsAt endsAt }
        responder(email: "${grace.email}") { shifts(to: $to) { startsAt } }
      }`,
      { id: schedule.id, from: "2030-01-01T00:00:00Z", to: "2030-01-03T00:00:00Z" },
    );
    expect(data.schedule).toMatchObject({
      timeZone: "Europe/Berlin", onCallNow: [{ email: ada.email }], overrides: [], temporarySchedules: [],
      layers: [{ name: "daily", priority: 0, from: null, windows: [], responders: [], rotation: { unit: "DAYS", every: 1, turns: "FROM_START", handOff: "WALL_CLOCK", participants: [{ responders: [{ email: ada.email }] }, { responders: [{ email: grace.email }] }] } }],
    });
    expect(data.onCall).toEqual([{ email: ada.email }]);
    expect(data.shifts).toEqual([
      { responder: { email: ada.email }, startsAt: "2030-01-01T11:00:00.000Z", endsAt: "2030-01-02T11:00:00.000Z", truncated: false, overridden: false, layer: "daily", schedule: { id: schedule.id } },
      { responder: { email: grace.email }, startsAt: "2030-01-02T11:00:00.000Z", endsAt: "2030-01-03T00:00:00.000Z", truncated: true, overridden: false, layer: "daily", schedule: { id: schedule.id } },
    ]);
    expect(data.nextOnCall).toEqual([{ responder: { email: grace.email }, startsAt: "2030-01-02T11:00:00.000Z", endsAt: "2030-01-03T11:00:00.000Z" }]);
    expect(data.coverageGaps).toEqual([{ startsAt: "2030-01-01T00:00:00.000Z", endsAt: "2030-01-01T11:00:00.000Z" }]);
    expect(data.responder.shifts).toEqual([{ startsAt: "2030-01-02T11:00:00.000Z" }]);
  });

  test("is changed, overridden, given back and deleted", async () => {
    const { ada, grace, schedule } = await aDaily();
    const onCall = async () => (await hub.ok("query ($id: ID!) { onCall(scheduleId: $id) { email } }", { id: schedule.slug })).onCall.map(({ email }: Data) => email);
    const span = { startsAt: at(-60).toISOString(), endsAt: at(60).toISOString() };
    const override = await act("addOverride", "id kind startsAt endsAt add { email } remove { email } priority note", {
      scheduleId: schedule.slug, kind: "REPLACE", addEmail: grace.email, removeEmail: ada.email, note: "Dentist", ...span,
    });
    expect(override).toMatchObject({ kind: "REPLACE", add: { email: grace.email }, remove: { email: ada.email }, priority: 0, note: "Dentist" });
    expect(await onCall()).toEqual([grace.email]);
    expect(await refusal("addOverride", { scheduleId: schedule.id, kind: "REMOVE", removeEmail: ada.email, ...span })).toMatchObject({ code: "CONFLICT", field: "startsAt", overrideId: override.id });

    await act("removeOverride", "id endsAt", { id: override.id });
    expect(await onCall()).toEqual([ada.email]);
    expect(await act("updateSchedule", "name layers { name responders { email } }", { id: schedule.id, name: "Fixed", layers: [{ name: "always", responderEmails: [grace.email] }] })).toEqual({
      name: "Fixed", layers: [{ name: "always", responders: [{ email: grace.email }] }],
    });
    expect(await onCall()).toEqual([grace.email]);
    await act("deleteSchedule", "slug", { id: schedule.id });
    expect(await hub.refusal("query ($id: ID!) { onCall(scheduleId: $id) { email } }", { id: schedule.id })).toMatchObject({ code: "NOT_FOUND", field: "scheduleId" });
  });

  test("fills a team's role, and the incident's with it", async () => {
    const { ada, grace, schedule } = await aDaily();
    const team = await act("createTeam", "id slug defaultRoles { role responder { email } }", { slug: slug(), name: "Owners", defaultRoles: [{ role: "ENGINEERING_ON_CALL", scheduleSlug: schedule.slug }] });
    expect(team.defaultRoles).toEqual([{ role: "ENGINEERING_ON_CALL", responder: { email: ada.email } }]);
    const { id } = await hub.declare({ ownerTeamSlug: team.slug, severity: "SEV2", reason: "Many are hit" });
    const { incident } = await hub.ok("query ($id: ID!) { incident(id: $id) { assignments { role responder { email } } } }", { id });
    expect(incident.assignments).toContainEqual({ role: "ENGINEERING_ON_CALL", responder: { email: ada.email } });
    await act("addOverride", "id", { scheduleId: schedule.id, kind: "TAKE_OVER", addEmail: grace.email, startsAt: at(0).toISOString(), endsAt: at(1).toISOString() });
    const second = await hub.declare({ ownerTeamSlug: team.slug, severity: "SEV2", reason: "Many are hit" });
    const asked = await hub.ok("query ($id: ID!) { incident(id: $id) { assignments { role responder { email } } } }", { id: second.id });
    expect(asked.incident.assignments).toContainEqual({ role: "ENGINEERING_ON_CALL", responder: { email: grace.email } });
  });

  test("stands in the list of schedules, by name", async () => {
    const { schedule } = await aDaily({ name: "Zebra watch" });
    const { schedules } = await hub.ok('{ schedules(text: "zebra") { totalCount nodes { id } } }');
    expect(schedules).toEqual({ totalCount: 1, nodes: [{ id: schedule.id }] });
  });

  test("refuses a period that ends before it begins, or never", async () => {
    const { schedule } = await aDaily();
    for (const to of ["2029-01-01T00:00:00Z", "2040-01-01T00:00:00Z"]) {
      expect(await hub.refusal("query ($id: ID!, $to: DateTime!) { shifts(scheduleId: $id, from: \"2030-01-01T00:00:00Z\", to: $to) { startsAt } }", { id: schedule.id, to })).toMatchObject({ code: "INVALID_INPUT", field: "to" });
    }
  });
});

describe("readiness", () => {
  test("names gaps, and people on call whom no page would wake", async () => {
    const { grace, schedule } = await aDaily({ overrides: [] });
    await hub.source.query(
      `insert into contact_check (responder_id, channel, address, verified_at, verified_by, code_attempts, codes_sent)
       select id, m->>'channel', m->>'address', now(), 'a test', 0, 0 from responder, jsonb_array_elements(contact_methods) m on conflict do nothing`);
    const weekdays = { slug: slug(), name: "Weekdays", layers: [{ responderEmails: [grace.email], windows: [{ days: [1, 2, 3, 4, 5] }] }] };
    const gappy = await act("createSchedule", "id warnings", weekdays);
    const { onCallReadiness } = await hub.ok("{ onCallReadiness(days: 7) { gaps { startsAt endsAt schedule { id } } unreachable { startsAt responder { email } schedule { id } } } }");
    expect(onCallReadiness.gaps).toContainEqual({ startsAt: "2030-01-05T00:00:00.000Z", endsAt: "2030-01-07T00:00:00.000Z", schedule: { id: gappy.id } });
    expect(onCallReadiness.unreachable.filter((one: Data) => one.schedule.id === schedule.id)).toEqual([{ startsAt: "2030-01-02T12:00:00.000Z", responder: { email: grace.email }, schedule: { id: schedule.id } }]);
    expect(gappy.warnings).toEqual([
      "Nobody is on call from 2030-01-05T00:00Z to 2030-01-07T00:00Z, and in 1 more gap",
      `${grace.name} is on call from 2030-01-01T12:00Z and has no contact method that is known to wake them`,
    ]);
  });
});

describe("a calendar", () => {
  const get = (path: string) => fetch(`${hub.url}${path}`);

  test("of a schedule is subscribed to by its secret address alone, until that is rotated", async () => {
    const { ada, schedule } = await aDaily({ slug: `dotted.${slug()}` });
    const { path } = await act("rotateCalendarLink", "path", { scheduleId: schedule.slug });
    expect(path).toMatch(new RegExp(`^/on-call/${schedule.slug}\\.ics\\?token=.{43}$`));

    const answer = await get(path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    const { name, entries } = readCalendar(await answer.text(), { timeZone: "UTC" });
    expect(name).toBe("Daily");
    expect(entries[0]).toMatchObject({ start: "2030-01-01T12:00:00", lasts: 86_400, who: { summary: `${ada.name}: Daily` } });
    expect(new Set(entries.map(({ uid }) => uid)).size).toBe(entries.length);

    const other = await hub.gql("mutation ($input: RotateCalendarLinkInput!) { rotateCalendarLink(input: $input) { path } }", { input: { scheduleId: schedule.id } }, hub.token.RESPONDER);
    const next = await act("rotateCalendarLink", "path", { scheduleId: schedule.id });
    expect(await Promise.all([path, next.path, other.data.rotateCalendarLink.path, path.replace(/token=.*/, "token=guess"), path.split("?")[0]].map(async (one) => (await get(one)).status))).toEqual([404, 200, 200, 404, 404]);
    await act("rotateCalendarLink", "path", { scheduleId: schedule.id, revokeAll: true });
    expect(await Promise.all([next.path, other.data.rotateCalendarLink.path].map(async (one) => (await get(one)).status))).toEqual([404, 404]);
  });

  test("of a person has all their shifts, and ends with the key that made the link", async () => {
    const { grace } = await aDaily();
    const made = await hub.ok("mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token apiKey { id } } }", { input: { name: "calendar", role: "RESPONDER" } });
    const { token, apiKey } = made.createApiKey;
    const link = await hub.ok("mutation ($input: RotateCalendarLinkInput!) { rotateCalendarLink(input: $input) { path } }", { input: { responderId: grace.id } }, token);
    const { path } = link.rotateCalendarLink;
    const { name, entries } = readCalendar(await (await get(path)).text(), { timeZone: "UTC" });
    expect(name).toBe(`On call: ${grace.name}`);
    expect(entries[0]).toMatchObject({ start: "2030-01-02T12:00:00", lasts: 86_400, who: { summary: "On call: Daily" } });
    await act("revokeApiKey", "id", { id: apiKey.id });
    expect((await get(path)).status).toBe(404);
  });

  const TEXT = (...lines: string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//roster//EN", "X-WR-TIMEZONE:America/New_York", ...lines, "END:VCALENDAR"].join("\r\n");
  const entry = (...lines: string[]) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"];

  test("that is kept elsewhere becomes a layer: rules, exceptions, whole days, attendees, names", async () => {
    const { ada, grace, schedule } = await aDaily({ layers: [] });
    const linus = await aResponder(ctx(), { name: "Linus Torvalds" });
    const calendar = TEXT(
      ...entry("UID:weekly", "DTSTART;TZID=America/New_York:20300301T090000", "DTEND;TZID=America/New_York:20300301T170000", "RRULE:FREQ=DAILY;UNTIL=20300314T130000Z", "EXDATE;TZID=America/New_York:20300303T090000", `ATTENDEE;CN=Ada:mailto:${ada.email.toUpperCase()}`, "SUMMARY:Primary"),
      ...entry("UID:weekly", "RECURRENCE-ID;TZID=America/New_York:20300305T090000", "DTSTART;TZID=America/New_York:20300305T100000", "DTEND;TZID=America/New_York:20300305T170000", "SUMMARY:Linus Torvalds"),
      ...entry("UID:day", "DTSTART;VALUE=DATE:20300320", "SUMMARY:@Gracie"),
      ...entry("UID:off", "DTSTART:20300321T000000Z", "DTEND:20300322T000000Z", "STATUS:CANCELLED", "SUMMARY:nobody"),
    );
    const input = { scheduleId: schedule.slug, layer: "roster", text: calendar };
    expect(await refusal("importRoster", input)).toMatchObject({ code: "INVALID_INPUT", field: "people", name: "@Gracie" });
    const read = { ...input, people: [{ name: "Gracie", responderEmail: grace.email }] };
    const layers = await act("importRoster", "layers { name events { rule except timeZone lasts responders { email } } }", read);
    expect(layers.layers[0].events[0]).toEqual({ rule: "FREQ=DAILY;UNTIL=20300314T090000Z", except: ["2030-03-03T09:00:00", "2030-03-05T09:00:00"], timeZone: "America/New_York", lasts: "PT8H", responders: [{ email: ada.email }] });
    expect((await act("importRoster", "layers { name }", read)).layers).toHaveLength(1);

    const { shifts } = await hub.ok('query ($id: ID!) { shifts(scheduleId: $id, from: "2030-03-01T00:00:00Z", to: "2030-04-01T00:00:00Z") { startsAt endsAt responder { email } } }', { id: schedule.id });
    const starts = shifts.map(({ startsAt, responder }: Data) => [startsAt.slice(5, 16), responder.email]);
    expect(starts.slice(0, 5)).toEqual([["03-01T14:00", ada.email], ["03-02T14:00", ada.email], ["03-04T14:00", ada.email], ["03-05T15:00", linus.email], ["03-06T14:00", ada.email]]);
    // New York's clocks go forward on the 10th; the rule ends on the 14th, at whose nine o'clock it still happens.
    expect(starts.slice(-4)).toEqual([["03-12T13:00", ada.email], ["03-13T13:00", ada.email], ["03-14T13:00", ada.email], ["03-20T04:00", grace.email]]);
  });

  test("without an entry that counts puts nobody on call", async () => {
    const { schedule } = await aDaily({ layers: [] });
    const calendar = TEXT(...entry("UID:1", "DTSTART:20300101T000000Z", "DURATION:P30D", "STATUS:CANCELLED", "SUMMARY:somebody"));
    await act("importRoster", "id", { scheduleId: schedule.id, layer: "roster", text: calendar });
    expect(await hub.ok("query ($id: ID!) { onCall(scheduleId: $id) { id } nextOnCall(scheduleId: $id) { startsAt } }", { id: schedule.id })).toEqual({ onCall: [], nextOnCall: [] });
  });

  test("that counts its times, and has a zone of Windows' own, is understood too", async () => {
    const { ada, schedule } = await aDaily({ layers: [] });
    const calendar = TEXT(...entry("UID:1", "DTSTART;TZID=W. Europe Standard Time:20300104T090000", "DURATION:PT8H", "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=FR,MO", `SUMMARY:${ada.email}`));
    const { layers } = await act("importRoster", "layers { events { rule timeZone } }", { scheduleId: schedule.id, layer: "roster", text: calendar });
    expect(layers[0].events).toEqual([{ rule: "FREQ=WEEKLY;BYDAY=FR,MO;UNTIL=20300111T090000Z", timeZone: "Europe/Berlin" }]);
    const { shifts } = await hub.ok('query ($id: ID!) { shifts(scheduleId: $id, from: "2030-01-01T00:00:00Z", to: "2030-02-01T00:00:00Z") { startsAt } }', { id: schedule.id });
    expect(shifts.map(({ startsAt }: Data) => startsAt.slice(0, 13))).toEqual(["2030-01-04T08", "2030-01-07T08", "2030-01-11T08"]);
  });

  test.each([
    ["is none", "hello", "text"],
    ["repeats without measure", TEXT(...entry("UID:1", "DTSTART:20300301T090000Z", "DURATION:PT8H", "RRULE:FREQ=DAILY;COUNT=100000", "SUMMARY:a@example.com")), "text"],
    ["has a rule that makes no sense", TEXT(...entry("UID:1", "DTSTART:20300301T090000Z", "DURATION:PT8H", "RRULE:FREQ=DAILY;BYDAY=XX", "SUMMARY:a@example.com")), "text"],
    ["has a zone that nobody knows", TEXT(...entry("UID:1", "DTSTART;TZID=Base on Mars:20300301T090000", "DURATION:PT8H", "SUMMARY:a@example.com")), "text"],
    ["repeats by seconds", TEXT(...entry("UID:1", "DTSTART:20300301T090000Z", "DURATION:PT8H", "RRULE:FREQ=SECONDLY", "SUMMARY:a@example.com")), "text"],
    ["names nobody of the directory", TEXT(...entry("UID:1", "DTSTART:20300301T090000Z", "DURATION:PT8H", "SUMMARY:gone@example.com")), "text"],
  ])("that %s is refused by its field", async (_, calendar, field) => {
    const { schedule } = await aDaily();
    const refused = await refusal("importRoster", { scheduleId: schedule.id, layer: "roster", text: calendar });
    expect([["INVALID_INPUT", "NOT_FOUND"].includes(refused.code), refused.field]).toEqual([true, field]);
  });
});

describe("command", () => {
  const LOAD = "incidents30Days hours30Days incidents90Days hours90Days openAssignments";

  test("shows what it has cost whom, and proposes whoever carries the least", async () => {
    const team = await aTeam(ctx());
    const [busy, idle] = [await aResponder(ctx(), { teamId: team.id }), await aResponder(ctx(), { teamId: team.id })];
    const lead = async (minutes: number, hours: number, resolved: boolean) => {
      hub.now = at(minutes);
      const { id } = await hub.declare();
      await act("assignRole", "id", { incidentId: id, role: "INCIDENT_COMMANDER", responderId: busy.id, accepted: true });
      hub.now = at(minutes + hours * 60);
      if (resolved) await act("releaseRole", "id", { incidentId: id, role: "INCIDENT_COMMANDER", responderId: busy.id });
    };
    await lead(0, 2, true);
    await lead(50 * 1_440, 3, true);
    await lead(50 * 1_440 + 600, 1, false);
    const load = (id: string) => hub.ok(`query ($id: ID!) { responder(id: $id) { commandLoad { ${LOAD} } } commanderLoad { responder { id } ${LOAD} } }`, { id });
    const data = await load(busy.id);
    expect(data.responder.commandLoad).toEqual({ incidents30Days: 2, hours30Days: 4, incidents90Days: 3, hours90Days: 6, openAssignments: 1 });
    expect(data.commanderLoad[0]).toMatchObject({ responder: { id: busy.id }, openAssignments: 1 });

    const next = (by: string) => hub.ok(`{ nextCommander(${by}) { because responder { id } candidates { responder { id } } } }`);
    const pool = await next(`teamSlug: "${team.slug}"`);
    expect(pool.nextCommander).toEqual({ responder: { id: idle.id }, because: "Nobody is on call as commander; carries the least of all who could be", candidates: [{ responder: { id: idle.id } }, { responder: { id: busy.id } }] });
    const commanders = await act("createSchedule", "slug", { slug: slug(), name: "Commanders", layers: [{ responderEmails: [busy.email] }] });
    await act("updateTeam", "id", { id: team.id, defaultRoles: [{ role: "INCIDENT_COMMANDER", scheduleSlug: commanders.slug }] });
    for (const by of [`teamSlug: "${team.slug}"`, `scheduleId: "${commanders.slug}"`]) {
      expect((await next(by)).nextCommander).toMatchObject({ responder: { id: busy.id }, because: "On call as commander" });
    }
    hub.now = at(0);
  });
});

const DOCS = readFileSync("docs/on-call.md", "utf8");
const [roster = ""] = [...DOCS.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, block]) => block as string);
const [importing = "", asking = ""] = [...DOCS.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block as string);

test.skipIf(spawnSync("curl", ["--version"]).status !== 0)("the examples of docs/on-call.md work as they stand", async () => {
  const file = JSON.parse(/<<'END'\n([\s\S]*?)\nEND/.exec(importing)?.[1] ?? "");
  expect(await importDirectory(ctx(), file)).toMatchObject({ created: 3, refused: [] });
  const shell = spawn("bash", ["-euo", "pipefail", "-c", asking], { env: { PATH: process.env["PATH"], MUSTER: hub.url, MUSTER_TOKEN: BOOTSTRAP_TOKEN }, stdio: ["ignore", "pipe", "inherit"] });
  expect(JSON.parse(await text(shell.stdout)).data).toEqual({
    onCall: [{ email: "ada@example.com" }],
    nextOnCall: [{ responder: { email: "grace@example.com" }, startsAt: "2030-01-09T08:00:00.000Z", endsAt: "2030-01-10T08:00:00.000Z" }],
  });
  const calendar = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//roster//EN", "BEGIN:VEVENT", "UID:1", "DTSTART:20300304T090000Z", "DURATION:PT8H", "SUMMARY:Gracie, Ada Lovelace", "END:VEVENT", "END:VCALENDAR"].join("\r\n");
  const { importRoster } = await hub.ok(roster, { text: calendar });
  expect(importRoster.layers[1].events).toEqual([{ start: "2030-03-04T09:00:00", lasts: "PT8H", rule: null, responders: [{ name: "Grace Hopper" }, { name: "Ada Lovelace" }] }]);
});

test("docs/on-call.md names every field of a schedule, its layers, windows and rotations", async () => {
  const inputs = ["CreateScheduleInput", "LayerInput", "RotationInput", "WindowInput", "OverrideInput", "TemporaryScheduleInput", "ScheduleHistoryInput", "CalendarInput"];
  const data = await hub.ok(`{ ${inputs.map((name) => `${name}: __type(name: "${name}") { inputFields { name } }`).join(" ")} }`);
  const names: string[] = inputs.flatMap((name) => data[name].inputFields.map((field: Data) => field.name));
  expect(names.filter((name) => !DOCS.includes(`\`${name}\``) && !DOCS.includes(`\`${name}:`))).toEqual([]);
});
