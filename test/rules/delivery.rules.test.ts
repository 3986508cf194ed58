import fc from "fast-check";
import { expect, test } from "vitest";
import { CHANNEL_KINDS, NOTIFICATION_KINDS } from "../../src/entities/vocabulary.ts";
import { retryIn } from "../../src/services/delivery/retry.rules.ts";
import { checkValues } from "../../src/services/delivery/values.rules.ts";
import { destinationOf, waysTo } from "../../src/services/delivery/ways.rules.ts";
import { bundled } from "../../src/services/delivery/words.rules.ts";
import { DEFAULT_POLICY } from "../../src/services/policy/policy.rules.ts";

const ALL = new Set(CHANNEL_KINDS);
const ada = (...contactMethods: Parameters<typeof waysTo>[0]["contactMethods"]) => ({ name: "Ada", email: "ada@example.com", contactMethods });
const SMS = { channel: "SMS", address: "1" } as const;
const VOICE = { channel: "VOICE", address: "2" } as const;
const SLACK = { channel: "SLACK", address: "3" } as const;

test.each([
  ["nobody's methods are the directory's address", ada(), "PAGE", ALL, [["EMAIL", 0]]],
  ["methods without times follow each other by the policy's distance", ada(SMS, VOICE, SLACK), "PAGE", ALL, [["SMS", 0], ["VOICE", 240], ["SLACK", 480]]],
  ["a time that is said counts from the page", ada(SMS, { ...VOICE, delaySeconds: 180 }), "PAGE", ALL, [["SMS", 0], ["VOICE", 180]]],
  ["the first that can be used goes at once", ada(SMS, { ...VOICE, delaySeconds: 180 }, SLACK), "PAGE", new Set(["VOICE", "SLACK"]), [["VOICE", 0], ["SLACK", 240]]],
  ["what is told wakes nobody, and goes one way", ada(SMS, SLACK, { channel: "EMAIL", address: "4" }), "TOLD", ALL, [["SLACK", 0]]],
  ["what is told goes to the directory's address where all methods wake", ada(SMS, VOICE), "TOLD", ALL, [["EMAIL", 0]]],
  ["a person says what a method takes", ada({ ...SLACK, takes: ["TOLD"] }, { ...SMS, takes: ["PAGE", "TOLD"] }), "PAGE", ALL, [["SMS", 0]]],
  ["without any way there is none", ada(SMS), "PAGE", new Set(["EMAIL"]), []],
] as const)("%s", (_, person, kind, configured, ways) => {
  const found = waysTo(person, kind, { configured: configured as typeof ALL, nextMethodAfter: 240 });
  expect(found.ways.map(({ channel, afterSeconds }) => [channel, afterSeconds])).toEqual(ways);
  expect(found.obstacle === null).toBe(ways.length > 0);
});

const aMethod = fc.record(
  { channel: fc.constantFrom(...CHANNEL_KINDS), address: fc.string(), delaySeconds: fc.nat(100_000), takes: fc.subarray([...NOTIFICATION_KINDS], { minLength: 1 }) },
  { requiredKeys: ["channel", "address"] },
);

test("whatever somebody's methods are, they are told in some way at once, or why they cannot be", () => {
  fc.assert(fc.property(fc.array(aMethod, { maxLength: 20 }), fc.constantFrom(...NOTIFICATION_KINDS), fc.subarray([...CHANNEL_KINDS]), fc.integer({ min: 1, max: 10_000 }), (methods, kind, configured, nextMethodAfter) => {
    const { ways, obstacle } = waysTo(ada(...(methods as (typeof SMS)[])), kind, { configured: new Set(configured), nextMethodAfter });
    expect(ways.length > 0).toBe(obstacle === null);
    expect(ways[0]?.afterSeconds ?? 0).toBe(0);
    expect(ways.map(({ afterSeconds }) => afterSeconds)).toEqual(ways.map(({ afterSeconds }) => afterSeconds).toSorted((a, b) => a - b));
    expect(ways.every(({ channel }) => configured.includes(channel))).toBe(true);
    if (kind === "TOLD") expect(ways.length).toBeLessThanOrEqual(1);
    for (const { channel, address } of ways) expect(destinationOf(channel, address).startsWith(channel)).toBe(true);
  }));
});

test.each([
  ["WEBHOOK", "https://Hooks.example.com/a?b", "WEBHOOK hooks.example.com"], ["WEBHOOK", "http://127.0.0.1:8080/", "WEBHOOK 127.0.0.1:8080"],
  ["TEAMS", "https://x.logic.azure.com/1", "TEAMS x.logic.azure.com"], ["EMAIL", "a@example.com", "EMAIL"], ["SLACK", "@ada", "SLACK"], ["WEBHOOK", "https://[", "WEBHOOK"],
] as const)("%s to %s goes to %s", (channel, address, destination) => {
  expect(destinationOf(channel, address)).toBe(destination);
});

const POLICY = DEFAULT_POLICY.delivery;
const tried = { priority: 1, attempts: 1, ageSeconds: 0 };
test.each([
  ["waits any time up to the span", tried, 0.5, 1], ["whose double is the next one's", { ...tried, attempts: 4 }, 1, 16], ["up to the longest", { ...tried, attempts: 11 }, 1, 600],
  ["and not at all by chance", tried, 0, 0], ["never before the other side wants it", { ...tried, retryAfterMs: 90_000 }, 0.5, 90], ["after the last attempt there is none", { ...tried, attempts: 12 }, 0, null],
  ["nor one that would come too late", { ...tried, ageSeconds: 86_399 }, 1, null], ["which for a page is sooner", { ...tried, priority: 0, ageSeconds: 3_599 }, 1, null],
  ["nor one that the other side wants too late", { ...tried, retryAfterMs: 90_000_000 }, 0, null],
] as const)("a retry %s", (_, attempt, chance, seconds) => {
  expect(retryIn(attempt, POLICY, chance)).toBe(seconds);
});

test("a bundle holds every message whole, and lists them", () => {
  const { subject, text } = bundled([{ subject: "A", text: "first\nmore" }, { subject: "B", text: "second" }]);
  expect(subject).toBe("2 messages: A, B");
  expect(text).toBe("2 messages:\n- A\n- B\n\n---\n\nfirst\nmore\n\n---\n\nsecond");
});

test("a channel's own word on its values counts", () => {
  const channel = { fields: [{ name: "a", label: "A", kind: "TEXT", isRequired: false, description: "" }], check: ({ a }: Readonly<Record<string, string>>) => (a === "no" ? "not that" : null) } as const;
  expect(checkValues(channel, { a: "yes" }, {})).toBeNull();
  expect(checkValues(channel, { a: "no" }, {})).toEqual({ field: null, reason: "not that" });
});
