import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { useCli } from "../support/cli.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const cli = useCli();
const run = (...args: string[]) => cli.run(["export-status", ...args], { DATABASE_URL: database.url, MUSTER_PUBLIC_URL: "https://hub.example.com" });

test("writes the public page as files, and says what it did and what is in its way", async () => {
  const folder = join(cli.room, "page");
  expect(await run(folder)).toMatchObject({ code: 0, err: "", out: expect.stringMatching(/^(\d+) files of Status are in .*page; \1 of them changed\n$/) });
  const summary = JSON.parse(readFileSync(join(folder, "api/v2/summary.json"), "utf8"));
  expect([summary.page.url, summary.status]).toEqual(["https://hub.example.com/status", { indicator: "none", description: "All Systems Operational" }]);
  expect(readFileSync(join(folder, "index.html"), "utf8")).toContain("All Systems Operational");
  expect(readdirSync(join(folder, "api/v2")).sort()).toEqual(["components.json", "incidents", "incidents.json", "scheduled-maintenances", "scheduled-maintenances.json", "status.json", "summary.json"]);

  const taken = join(cli.room, "taken");
  writeFileSync(taken, "mine");
  expect(await run(taken)).toMatchObject({ code: 2, out: "", err: `${taken} is no folder\n` });
  expect(await run(join(cli.room, "none"), "--page", "nobody")).toMatchObject({ code: 2, err: "There is no status page nobody\n" });
  expect(existsSync(join(cli.room, "none"))).toBe(false);
});
