import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { hubOf, lockFolder } from "../../src/database/embedded/hub-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "muster-lock-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a folder is held until it is let go, and nothing stays behind", async () => {
  const release = await lockFolder(folder);
  expect(await hubOf(folder)).toBe(process.pid);
  await expect(lockFolder(folder)).rejects.toThrow(`process ${process.pid}) already runs on the folder ${folder}`);
  await release();
  expect(await hubOf(folder)).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["of a dead process whose pid is another's by now", () => aLock("an earlier life")],
  ["that somebody wrote over", () => "what is this"],
  ["without a life", () => JSON.stringify({ pid: 2 ** 22 + 1 })],
])("a lock %s is taken over", async (_, text) => {
  writeFileSync(join(folder, "hub.lock"), text());
  const release = await lockFolder(folder);
  expect(await hubOf(folder)).toBe(process.pid);
  await release();
  expect(readdirSync(folder)).toEqual([]);
});

test("of hubs that find a dead one's lock at the same instant one takes it over", async () => {
  for (let round = 0; round < 20; round += 1) {
    writeFileSync(join(folder, "hub.lock"), aLock(`life ${round}`));
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const holders = results.filter((result) => result.status === "fulfilled");
    expect(holders).toHaveLength(1);
    await holders[0]?.value();
    expect(readdirSync(folder)).toEqual([]);
  }
});

function aLock(life: string): string {
  return JSON.stringify({ pid: process.pid, life, key: "its own" });
}
