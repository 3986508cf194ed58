import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";

const folder = mkdtempSync(join(tmpdir(), "muster-ci-"));
afterAll(() => rmSync(folder, { recursive: true }));

const aFile = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((one) => ({ status: one })) });
const ok = aFile("passed", "passed", "passed", "skipped", "todo");

test.each([
  ["a run where all is well", [ok], 0, "2 0"],
  ["failed tests", [ok, aFile("failed", "passed", "failed", "failed")], 1, "3 2"],
  ["a file that could not be loaded", [ok, aFile("failed")], 1, "2 1"],
  ["a file whose hooks failed", [ok, aFile("failed", "skipped", "skipped")], 1, "2 1"],
  ["an error outside of any test", [ok], 1, "2 1"],
  ["a run without tests", [], 0, "0 1"],
])("CI counts %s", (_, testResults, status, counts) => {
  expect(counted(JSON.stringify({ success: status === 0, testResults }), status)).toBe(counts);
});

test.each([["", 0], ["{", 1]])("CI counts a report that cannot be read as a failure", (report, status) => {
  expect(counted(report, status)).toBe("0 1");
});

test("GitHub runs the same script and nothing else, on every Node that is promised", () => {
  const { jobs } = parse(readFileSync(".github/workflows/ci.yml", "utf8"));
  expect(jobs.run.strategy.matrix.node).toEqual([20, 22, 24]);
  expect(jobs.run.steps.flatMap(({ run }: { run?: string }) => run ?? [])).toEqual(["bash .ci/run"]);
});

function counted(report: string, status: number): string {
  const path = join(folder, "report.json");
  writeFileSync(path, report);
  return spawnSync(process.execPath, [".ci/count.mjs", path, String(status)], { encoding: "utf8" }).stdout.trim();
}
