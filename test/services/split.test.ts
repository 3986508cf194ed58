import { expect, test } from "vitest";
import * as incidents from "../../src/services/incident/index.ts";
import { aContext, anIncident, aTeam, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

test("each component is an incident of its own under the parent, with its severity, owner, times and privacy", async () => {
  const team = await aTeam(ctx);
  const parent = await anIncident(ctx, { title: "Everything is slow", severity: "SEV2", reason: "Many ask", ownerTeamSlug: team.slug, private: true, drill: true });

  const answer = await incidents.split(later(ctx, 10), { incidentId: parent.id, titles: ["Search", " Checkout "] });

  const children = (await incidents.pointingAt(ctx, [parent.id], "parentId")).get(parent.id) ?? [];
  expect(answer).toMatchObject({ id: parent.id, status: "DETECTED", revision: parent.revision + 1 });
  expect(children.map(({ title }) => title)).toEqual(["Search", "Checkout"]);
  for (const child of children) {
    expect(child).toMatchObject({ parentId: parent.id, severity: "SEV2", severityProvisional: true, ownerTeamId: team.id, private: true, drill: true, source: "MONITORING", detectedAt: at(0), declaredAt: at(10) });
    expect(await clockOf(ctx, child.id, "TRIAGE")).toMatchObject({ startedAt: at(0) });
    expect(await clockOf(ctx, child.id, "ACKNOWLEDGE")).toMatchObject({ startedAt: at(10) });
  }
  expect(await saidOf(ctx, parent)).toEqual([`LINKED: Split into ${children.map(({ reference }) => reference).join(", ")}`]);
});

test("a component is not split again, nor is what has ended", async () => {
  const parent = await anIncident(ctx);
  await incidents.split(ctx, { incidentId: parent.id, titles: ["Search"] });
  const [child] = (await incidents.pointingAt(ctx, [parent.id], "parentId")).get(parent.id) ?? [];
  expect(await refusal(ctx, child!.id, () => incidents.split(ctx, { incidentId: child!.id, titles: ["Index"] }))).toMatchObject({ code: "CONFLICT" });
  const resolved = await anIncidentAt(ctx, "RESOLVED");
  expect(await refusal(ctx, resolved.id, () => incidents.split(ctx, { incidentId: resolved.id, titles: ["Search"] }))).toMatchObject({ code: "CONFLICT" });
});

test.each([
  ["no title", []],
  ["an empty title", ["Search", " "]],
  ["a title that is too long", ["x".repeat(201)]],
  ["more than 20 titles", Array.from({ length: 21 }, (_, at) => `Part ${at}`)],
])("%s is refused, and no component is there", async (_, titles) => {
  const { id } = await anIncident(ctx);
  expect(await refusal(ctx, id, () => incidents.split(ctx, { incidentId: id, titles }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "titles" } });
  expect((await incidents.pointingAt(ctx, [id], "parentId")).get(id)).toBeUndefined();
});

test("splits of an incident and recurrences that point at it, all at once, do not wait for each other in a circle", async () => {
  const { id } = await anIncident(ctx);
  const acts = Array.from({ length: 20 }, (_, at) => (at % 2 ? incidents.split(ctx, { incidentId: id, titles: ["One", "Two"] }) : anIncident(ctx, { recurrenceOfId: id })));
  expect((await Promise.allSettled(acts)).filter(({ status }) => status === "rejected")).toEqual([]);
  expect((await incidents.pointingAt(ctx, [id], "parentId")).get(id)).toHaveLength(20);
});
