import { expect, test } from "vitest";
import { aContext, at, aTeam, NOON } from "../support/build.ts";
import { follow } from "../support/follow.ts";
import { BOOTSTRAP_TOKEN, type Data, useHub } from "../support/hub.ts";

const hub = useHub(() => ({ keepsDeadlines: true }));

const BOARD = `subscription ($filter: IncidentFilter) {
  incidentBoard(filter: $filter) { kind incidents { id revision updatedAt clocks { kind state remaining breachedAt } latestEvents(count: 3) { kind actor summary } } }
}`;

test("a board is told as a promise comes to be at risk and as it is broken, with the time that is left by the hub's clock", async () => {
  hub.now = NOON;
  // Owned, and paging nobody: nothing but the triage is due.
  const { slug } = await aTeam(aContext(hub.source.manager));
  const { id } = await hub.declare({ severity: "SEV4", reason: "Tiny", ownerTeamSlug: slug });
  const board = follow(hub.client(hub.token.VIEWER), BOARD, { filter: { severities: ["SEV4"] } });
  const triage = ({ incidentBoard }: Data) => incidentBoard.incidents[0].clocks.find(({ kind }: Data) => kind === "TRIAGE");
  expect(triage(await board.next())).toEqual({ kind: "TRIAGE", state: "RUNNING", remaining: "PT4H", breachedAt: null });

  hub.now = at(180);
  const risk = await board.next();
  expect(triage(risk)).toEqual({ kind: "TRIAGE", state: "AT_RISK", remaining: "PT1H", breachedAt: null });
  expect(risk.incidentBoard).toMatchObject({ kind: "CHANGED", incidents: [{ id, updatedAt: at(180).toISOString() }] });

  hub.now = at(240);
  const breach = await board.next();
  expect(triage(breach)).toEqual({ kind: "TRIAGE", state: "BREACHED", remaining: "PT0S", breachedAt: at(240).toISOString() });
  expect(breach.incidentBoard.incidents[0].latestEvents).toContainEqual({ kind: "CLOCK", actor: "Muster", summary: expect.stringContaining("Triage is overdue") });
  await board.leave();
});

test("metrics tell what was acted on, and how late", async () => {
  const response = await fetch(`${hub.url}/metrics`, { headers: { authorization: `Bearer ${BOOTSTRAP_TOKEN}` } });
  const text = await response.text();
  expect(Number(/muster_deadlines_applied_total\{source="clocks"\} (\d+)/.exec(text)?.[1])).toBeGreaterThanOrEqual(2);
  expect(text).toContain('muster_deadline_lateness_seconds_count{source="clocks"}');
  expect(text).toMatch(/muster_deadlines_outstanding\{source="clocks"\} \d/);
  expect(text).toMatch(/muster_deadlines_overdue\{source="clocks"\} \d/);
});
