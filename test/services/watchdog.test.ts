import { expect, test } from "vitest";
import { HUB } from "../../src/services/access/actor.ts";
import { hearUndeliverable, watch } from "../../src/services/escalation/index.ts";
import { inTransaction } from "../../src/services/context.ts";
import * as deliveries from "../../src/services/delivery/index.ts";
import { resolve, startMitigation } from "../../src/services/incident/index.ts";
import { DeliveryEntity } from "../../src/entities/delivery.entity.ts";
import { select } from "../../src/services/rows.ts";
import { Watchdog } from "../../src/workers/watchdog.ts";
import { aContext, anIncident, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { saidOf } from "../support/incident.ts";
import { aStaffedTeam, saidTo } from "../support/story.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const escalation = async (id: string) => (await source.query("select next_step_at, stopped_at, stop_reason from escalation where incident_id = $1", [id]))[0];

test("an escalation without a next step is found, steps at once, and that is said", async () => {
  const { team } = await aStaffedTeam(ctx);
  const { id, revision } = await anIncident(ctx, { ownerTeamSlug: team.slug });
  await source.query("update escalation set next_step_at = null where incident_id = $1", [id]);
  expect(await watch(later(ctx, 1), 60)).toMatchObject({ repaired: 1, running: 1, late: 0 });
  expect((await escalation(id)).next_step_at).toEqual(at(1));
  expect(await saidOf(ctx, { id, revision })).toEqual(["ESCALATION: An escalation had no next step; it steps now"]);
  expect(await watch(later(ctx, 1), 60)).toMatchObject({ repaired: 0 });
});

test("one that runs on after its incident is ended", async () => {
  const { id } = await anIncident(ctx);
  await startMitigation(ctx, { incidentId: id });
  await resolve(ctx, { incidentId: id, overrideReason: "A test" });
  await source.query("update escalation set acknowledged_at = null, stopped_at = null where incident_id = $1", [id]);
  expect(await watch(later(ctx, 1), 60)).toMatchObject({ repaired: 1 });
  expect(await escalation(id)).toMatchObject({ stopped_at: at(1), stop_reason: "The incident is RESOLVED", next_step_at: null });
});

test("the hub is content, and says so outside, while no step is late", async () => {
  const watchdog = (minute: number) => new Watchdog({ ctx: later(ctx, minute), onWatched: () => {}, onError: (error) => { throw error; } });
  expect(await watchdog(2).isContent()).toBe(true);
  await source.query("update escalation set next_step_at = $1 where stopped_at is null and next_step_at is not null", [at(2)]);
  expect(await watchdog(10).isContent()).toBe(false);
});

test("where nobody who was paged can be reached, the next level is paged at once, and it is said why", async () => {
  const { team, people } = await aStaffedTeam(ctx);
  const { id, revision } = await anIncident(ctx, { ownerTeamSlug: team.slug, severity: "SEV3", reason: "A test" });
  const [page] = await source.query("select id from notification where incident_id = $1 and level = 1", [id]);
  const reason = "550 no such mailbox";
  await inTransaction({ ...later(ctx, 1), actor: HUB }, async (tx) => {
    await source.query("update notification set unreachable = $2 where incident_id = $1", [id, reason]);
    await deliveries.deliver(tx, [{ key: "lost", channel: "EMAIL", address: "a@example.com", subject: "x", text: "x", incidentId: id, notificationId: page.id, responderId: people["ENGINEERING_ON_CALL"]!.id }]);
    const [delivery] = await select(tx, DeliveryEntity, "where key = 'lost'");
    await hearUndeliverable(tx, [{ delivery: delivery!, reason, isLast: true }]);
  });
  expect(await saidOf(ctx, { id, revision })).toEqual([
    "PAGE: ENGINEERING_ON_CALL was not reached by EMAIL, and there is no other way: 550 no such mailbox",
    "PAGE: Paged ENGINEERING_LEAD (engineering lead). Nobody paged so far can be reached",
  ]);
  expect(await saidTo(ctx, id)).toContain("1 ENGINEERING_LEAD");
});
