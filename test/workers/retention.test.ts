import { expect, test } from "vitest";
import { Retention } from "../../src/workers/retention.ts";
import * as deliveries from "../../src/services/delivery/index.ts";
import { aContext, anIncident, aResponder, NOON } from "../support/build.ts";
import { aPage } from "../support/page.ts";
import { useHub } from "../support/hub.ts";

const hub = useHub();
const DAY_MS = 86_400_000;

const aRetention = (now: Date) => new Retention({ db: hub.source.manager, now: () => now, onError: (error) => expect.unreachable(String(error)) });
const later = (days: number) => new Date(NOON.getTime() + days * DAY_MS);
const count = async (table: string): Promise<number> => (await hub.source.query(`select count(*)::int as count from ${table}`))[0].count;

test("the feed and the answers of retries are kept for 30 days, timelines for ever", async () => {
  await hub.declare({ idempotencyKey: "old" });
  hub.now = later(20);
  await hub.declare({ idempotencyKey: "young" });
  await expect.poll(() => count("feed_outbox")).toBe(0);
  const [places, events] = [await count("feed"), await count("timeline_event")];

  await aRetention(later(29)).run();
  expect([await count("feed"), await count("idempotency_key")]).toEqual([places, 2]);

  await aRetention(later(31)).run();
  expect(await hub.source.query("select key from idempotency_key")).toEqual([{ key: "young" }]);
  expect(await count("feed")).toBe(places / 2);
  expect(await count("timeline_event")).toBe(events);
  const [{ last, trimmed }] = await hub.source.query("select last::int, trimmed::int from feed_head");
  expect({ last, trimmed }).toEqual({ last: places, trimmed: places / 2 });
});

test("several hubs at once do it once, and none fails", async () => {
  await hub.declare({ idempotencyKey: "of many" });

  await Promise.all([1, 2, 3, 4].map(() => aRetention(later(90)).run()));

  expect(await count("idempotency_key")).toBe(0);
});

test("what was sent or stopped is forgotten after 90 days, what is dead or outstanding is not", async () => {
  const ctx = aContext(hub.source.manager);
  const states = { SENT: "accepted_at = now(), next_at = null", STOPPED: "next_at = null", DEAD: "next_at = null", PENDING: "next_at = next_at" };
  for (const [state, rest] of Object.entries(states)) {
    await deliveries.deliver(ctx, [{ key: state, channel: "EMAIL", address: "a@example.com", subject: "s", text: "t" }]);
    await hub.source.query(`update delivery set state = $1, ${rest} where key = $1`, [state]);
  }
  const ours = (): Promise<{ state: string }[]> => hub.source.query("select state from delivery where key = any($1) order by 1", [Object.keys(states)]);
  await aRetention(later(89)).run();
  expect(await ours()).toHaveLength(4);
  await aRetention(later(91)).run();
  expect((await ours()).map(({ state }) => state)).toEqual(["DEAD", "PENDING"]);
});

test("links are forgotten a day after they have expired", async () => {
  const ctx = aContext(hub.source.manager);
  const { id } = await aPage(ctx, await anIncident(ctx), await aResponder(ctx), { channel: "EMAIL", address: "x@example.com" }).then(({ notification }) => notification);
  await aRetention(later(1.9)).run();
  expect(await count("acknowledge_link")).toBe(1);
  await aRetention(later(2.1)).run();
  expect(await count("acknowledge_link")).toBe(0);
  expect((await hub.source.query("select 1 from notification where id = $1", [id])).length).toBe(1);
});
