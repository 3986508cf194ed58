import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
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

test("CI names the tests that passed at their second try only, and counts each once", () => {
  const file = join(folder, "flaky.test.ts");
  writeFileSync(file, `import { expect, test } from "vitest"; let tries = 0;
    test("needs two", () => expect(++tries).toBe(2)); test("needs one", () => {}); test("never holds", () => expect(tries).toBe(0));`);
  const [retry = ""] = /--retry=\d+/.exec(readFileSync(".ci/run", "utf8")) ?? [];
  const report = join(folder, "flaky.json");
  const { status } = spawnSync(process.execPath, [resolve("node_modules/vitest/vitest.mjs"), "run", "--root", folder, retry, "--reporter=json", `--outputFile.json=${report}`]);
  const { stdout, stderr } = counting(readFileSync(report, "utf8"), Number(status));
  expect(stdout).toBe("2 1\n");
  expect(stderr.match(/^(flaky|failed): .*$/gm)).toEqual(["failed: never holds", "flaky: needs two"]);
});

test.each([["", 0], ["{", 1]])("CI counts a report that cannot be read as a failure", (report, status) => {
  expect(counted(report, status)).toBe("0 1");
});

test("GitHub runs the same script and nothing else, on every Node that is promised", () => {
  const { jobs } = parse(readFileSync(".github/workflows/ci.yml", "utf8"));
  expect(jobs.run.strategy.matrix.node).toEqual([20, 22, 24]);
  expect(jobs.run.steps.flatMap(({ run }: { run?: string }) => run ?? [])).toEqual(["bash .ci/run"]);
});

const counted = (report: string, status: number): string => counting(report, status).stdout.trim();

function counting(report: string, status: number) {
  const path = join(folder, "report.json");
  writeFileSync(path, report);
  return spawnSync(process.execPath, [".ci/count.mjs", path, String(status)], { encoding: "utf8" });
}
