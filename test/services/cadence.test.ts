import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { HUB } from "../../src/services/access/index.ts";
import { dueClocks } from "../../src/services/clock/index.ts";
import type { Severity } from "../../src/entities/vocabulary.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { addEvent } from "../../src/services/timeline/index.ts";
import { aContext, anIncident } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";

/** Incidents of four providers with each public update, as they were. */
const REAL = "../shared/real/incidents.jsonl";
const SEVERITY: Record<string, Severity> = {
  critical: "SEV1", SERVICE_OUTAGE: "SEV1", major: "SEV2", SERVICE_DISRUPTION: "SEV2", minor: "SEV3", degradation: "SEV3",
};
/** Section 4's table; SEV4 is updated as needed. */
const MINUTES: Record<Severity, number> = { SEV1: 15, SEV2: 30, SEV3: 60, SEV4: Infinity };

const { source } = useDatabase();
const ctx = aContext(source.manager);

interface Story {
  severity: Severity;
  updates: number[];
  incidentId: string;
}

test.skipIf(!existsSync(REAL))("the cadence of real incidents: a silence is told at twice the interval, after each further one, and at no other time", async () => {
  const stories = readFileSync(REAL, "utf8").trim().split("\n").map(storyOf);
  expect(stories.length).toBeGreaterThan(100);
  const acts = stories.flatMap((story) => story.updates.map((at, index) => ({ at, index, story }))).sort((a, b) => a.at - b.at || a.index - b.index);
  for (const { at, index, story } of acts) {
    await actUntil(at);
    await act(story, index, { ...ctx, now: () => new Date(at) });
  }
  const silent: { incident_id: string; occurred_at: Date }[] = await source.query(
    "select incident_id, occurred_at from timeline_event where kind = 'CLOCK' and details->>'what' = 'NO_UPDATE' order by occurred_at, incident_id");
  const expected = stories.flatMap((story) => silencesOf(story).map((at) => `${story.incidentId} ${new Date(at).toISOString()}`));
  expect(expected.length).toBeGreaterThan(30);
  expect(silent.map(({ incident_id, occurred_at }) => `${incident_id} ${occurred_at.toISOString()}`).sort()).toEqual(expected.sort());
});

function storyOf(line: string): Story {
  const { impact, updates } = JSON.parse(line) as { impact: string; updates: { at: string }[] };
  return { severity: SEVERITY[impact] ?? "SEV4", updates: [...new Set(updates.map(({ at }) => Date.parse(at)))].sort((a, b) => a - b), incidentId: "" };
}

/** By the rule's own words: start + 2 x the interval, then after each further interval, until an update. */
function silencesOf({ severity, updates }: Story): number[] {
  const interval = MINUTES[severity] * 60_000;
  return updates.flatMap((start, index) => {
    const next = updates[index + 1] ?? start;
    const told = [];
    for (let at = start + 2 * interval; at < next; at += interval) told.push(at);
    return told;
  });
}

/** The first update declares it and the last one resolves it. */
async function act(story: Story, index: number, now: typeof ctx): Promise<void> {
  const isLast = index === story.updates.length - 1;
  if (index === 0) {
    story.incidentId = (await anIncident(now, { severity: story.severity, reason: "As it was" })).id;
    await incidents.startMitigation(now, { incidentId: story.incidentId });
  }
  if (isLast) await incidents.resolve(now, { incidentId: story.incidentId, overrideReason: "As it was" });
  else await addEvent(now, { incidentId: story.incidentId, kind: "UPDATE", summary: "An update" });
  // The other promises are another matter.
  if (index === 0 || isLast) await source.query("update clock set next_at = null where incident_id = $1 and kind <> 'NEXT_UPDATE'", [story.incidentId]);
}

/** The clock goes from one instant to the next at which something is due. */
async function actUntil(end: number): Promise<void> {
  const clocks = dueClocks();
  for (;;) {
    const [next] = await clocks.upcoming(ctx, new Date(end - 1), 1);
    if (!next) return;
    await clocks.apply({ ...ctx, actor: HUB, now: () => next }, 100);
  }
}
