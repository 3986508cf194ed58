import ICAL from "ical.js";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import type { EntryOnPage, PageView } from "../../src/services/status-page/read-page.ts";
import { ATOM, CALENDAR, feedFiles, RSS } from "../../src/services/status-feed/index.ts";
import { at, NOON } from "../support/build.ts";

interface Node {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Node[];
}

/** What a parser that takes nothing but XML makes of it; throws on the first fault. */
function parsed(xml: string): Node {
  const root: Node = { name: "", attributes: {}, text: "", children: [] };
  const open = [root];
  const parser = new SaxesParser({ xmlns: false });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const node = { name, attributes: attributes as Record<string, string>, text: "", children: [] };
    open.at(-1)!.children.push(node);
    open.push(node);
  });
  parser.on("text", (text) => void (open.at(-1)!.text += text));
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return root.children[0]!;
}
const child = (node: Node, name: string): Node => node.children.find((one) => one.name === name)!;
const all = (node: Node, name: string): Node[] => node.children.filter((one) => one.name === name);

const NASTY = "Tom & <b>Jerry</b> \"down\" ]]> \u0007\u0000\ud800 'x' \u2028 😀";
let made = 0;
const anEntry = (over: Partial<EntryOnPage> = {}): EntryOnPage => {
  const id = `00000000-0000-4000-8000-${String((made += 1)).padStart(12, "0")}`;
  return {
    id, kind: "INCIDENT", incidentId: null, title: "Down", impact: "MAJOR", state: "INVESTIGATING", startedAt: NOON, monitoringAt: null, resolvedAt: null, scheduledFrom: null, scheduledUntil: null,
    movesByItself: false, dueAt: null, componentsByHand: false, createdBy: "ada", createdAt: NOON, updatedAt: NOON, components: [],
    updates: [{ id, entryId: id, communicationId: null, state: "INVESTIGATING", body: "Some <i>requests</i> fail.\nSorry.", components: [], at: NOON, retractedAt: null, createdBy: "ada", updatedAt: NOON }],
    ...over,
  } as EntryOnPage;
};
const aView = (entries: EntryOnPage[], over: Partial<PageView["page"]> = {}): PageView => ({
  page: { id: "00000000-0000-4000-8000-00000000abcd", slug: "acme", name: "Acme & Co", kind: "PUBLIC", isDefault: true, customerId: null, description: null, timeZone: "UTC", supportUrl: null, url: null, tokenHash: null, createdAt: NOON, updatedAt: NOON, ...over },
  groups: [], components: [], entries,
});
const files = (view: PageView, base: string | null = "https://status.example.com/") => Object.fromEntries(feedFiles(view, "https://status.example.com/status", base));

describe("RSS and Atom", () => {
  test("are well-formed whatever people wrote, which stays text", () => {
    const view = aView([anEntry({ title: NASTY })], { name: NASTY, description: NASTY });
    const rss = parsed(files(view)[RSS]!);
    const item = child(child(rss, "channel"), "item");
    expect([rss.name, rss.attributes["version"], child(item, "title").text]).toEqual(["rss", "2.0", NASTY.toWellFormed().replace("\u0000", "").replace("\u0007", "")]);
    expect(child(item, "description").text).toContain("<strong>Investigating</strong> - Some &lt;i&gt;requests&lt;/i&gt; fail.<br>Sorry.");
    const feed = parsed(files(view)[ATOM]!);
    expect([feed.name, feed.attributes["xmlns"], child(child(feed, "entry"), "content").attributes]).toEqual(["feed", "http://www.w3.org/2005/Atom", { type: "html" }]);
  });

  test("have what their formats demand, and ids that stay", () => {
    const entry = anEntry({ updatedAt: at(5) });
    const feed = parsed(files(aView([entry]))[ATOM]!);
    expect([child(feed, "id").text, child(feed, "updated").text, child(child(feed, "author"), "name").text]).toEqual(["urn:uuid:00000000-0000-4000-8000-00000000abcd", at(5).toISOString(), "Acme & Co"]);
    const [item] = all(child(parsed(files(aView([{ ...entry, title: "Another", updatedAt: at(9) }]))[RSS]!), "channel"), "item");
    expect([child(item!, "guid").text, child(item!, "guid").attributes["isPermaLink"], child(item!, "pubDate").text]).toEqual([`urn:uuid:${entry.id}`, "false", "Tue, 01 Jan 2030 12:09:00 GMT"]);
  });

  test("hold the fifty that changed last, and the address of none whose page has a secret in it", () => {
    const entries = Array.from({ length: 60 }, (_, index) => anEntry({ title: `Entry ${index}`, updatedAt: at(index) }));
    const titles = all(child(parsed(files(aView(entries), null)[RSS]!), "channel"), "item").map((item) => child(item, "title").text);
    expect([titles.length, titles[0], titles[49]]).toEqual([50, "Entry 59", "Entry 10"]);
    expect(files(aView(entries), null)[ATOM]).not.toContain('rel="self"');
  });

  test("cost what they hold: what is in none of them is not put into words, and the rest once", () => {
    let read = 0;
    const before = { ...anEntry().updates[0]!, get body() { return `Older words ${(read += 1)}`; } };
    const entries = Array.from({ length: 60 }, (_, index) => anEntry({ updatedAt: at(index), updates: [...anEntry().updates, before] }));
    expect(files(aView(entries))[ATOM]).toContain("Older words 50");
    expect(read).toBe(50);
  });
});

describe("the calendar", () => {
  const maintenance = (over: Partial<EntryOnPage> = {}) => anEntry({ kind: "MAINTENANCE", state: "SCHEDULED", startedAt: null, scheduledFrom: at(60), scheduledUntil: at(120), ...over });
  const events = (view: PageView) => new ICAL.Component(ICAL.parse(files(view)[CALENDAR]!)).getAllSubcomponents("vevent");
  const valueOf = (event: InstanceType<typeof ICAL.Component>, name: string) => String(event.getFirstPropertyValue(name));

  test("has a maintenance at its time; moved, it keeps its UID and its SEQUENCE grows", () => {
    const entry = maintenance();
    const [first] = events(aView([entry]));
    const [moved] = events(aView([{ ...entry, scheduledFrom: at(180), scheduledUntil: at(240), updatedAt: at(10) }]));
    expect(["dtstart", "dtend", "status", "sequence", "dtstamp"].map((name) => valueOf(first!, name))).toEqual(["2030-01-01T13:00:00Z", "2030-01-01T14:00:00Z", "CONFIRMED", "0", "2030-01-01T12:00:00Z"]);
    expect(["dtstart", "sequence"].map((name) => valueOf(moved!, name))).toEqual(["2030-01-01T15:00:00Z", "600"]);
    expect(valueOf(moved!, "uid")).toBe(valueOf(first!, "uid"));
  });

  test("has a cancelled one as cancelled, and an incident for as long as it went on; line breaks make no lines", () => {
    const [cancelled, incident] = events(aView([maintenance({ state: "CANCELLED" }), anEntry({ title: "x\r\nATTENDEE:mailto:eve@example.com", state: "RESOLVED", resolvedAt: at(30), updatedAt: at(30) })]));
    expect(valueOf(cancelled!, "status")).toBe("CANCELLED");
    expect(["dtstart", "dtend"].map((name) => valueOf(incident!, name))).toEqual(["2030-01-01T12:00:00Z", "2030-01-01T12:30:00Z"]);
    expect(incident!.getFirstProperty("attendee")).toBeNull();
  });
});
