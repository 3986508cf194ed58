import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type AffectedCommand, importAffectedFile } from "../../src/commands/import/import-affected.ts";
import { sourcesOf } from "../../src/services/impact/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { aContext, anIncident, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const folder = mkdtempSync(join(tmpdir(), "muster-affected-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function importing(text: string, options: Partial<AffectedCommand> = {}, name = "ids.csv") {
  const { id, reference, revision } = await anIncident(ctx);
  writeFileSync(join(folder, name), text);
  const report = await importAffectedFile(ctx, { path: join(folder, name), name }, { incident: reference, ...options });
  const said = [...report.problems, ...report.summary].map((line) => line.replace(reference, "INC"));
  return { id, revision, said: [...said, `exit ${report.exitCode}`] };
}

test("a list, CSV, JSON and a log all put their accounts on the incident in one act; who is unknown is named", async () => {
  const [one, two, three] = (await someCustomers(ctx, 3)).map(({ externalId }) => externalId);
  const landed = ["affected: 3 added, 0 already there, 0 refused", "INC: 0 -> 3 customers affected, SEV3", "exit 0"];
  for (const text of [
    `${one}\n${two}\r\n\n${three}\n${one}`, `name,External ID\n"A, B",${one}\n,${two}\n,${three}`, `["${one}", {"externalId": "${two}"}, "${three}"]`, `{"customer_id":"${one}"}\n{"id":"${two}"}\n{"account":"${three}"}`,
  ]) expect((await importing(text)).said).toEqual(landed);
  const log = await importing(`12:00 ERROR customer=${one} status=500\n{"who":"${two}"} ${three}, nobody-7`, { log: true });
  expect(log.said).toEqual(landed);
  expect(await saidOf(ctx, log)).toEqual(["IMPACT_CHANGED: Impact: 3 customers affected"]);
  expect((await sourcesOf(ctx, [log.id])).get(log.id)).toMatchObject([{ source: "IMPORT", customers: 3 }]);

  const bad = await importing(`externalId\n${one}\nnobody\n\n"open`);
  expect(bad.said).toEqual(['ids.csv:3: There is no customer "nobody"', "ids.csv:5: malformed CSV: a quote is not closed", "affected: 1 added, 0 already there, 2 refused", "INC: 0 -> 1 customers affected, SEV3", "exit 1"]);
  const atomic = await importing(`externalId\n${one}\nnobody`, { atomic: true });
  expect(atomic.said.slice(1)).toEqual(["affected: 1 known, 1 refused", "Nothing was changed: --atomic, and rows were refused", "exit 1"]);
  expect(await incidents.find(ctx, { id: atomic.id })).toMatchObject({ customersCounted: 0, revision: atomic.revision });
  expect((await importing(`${one}`, { dryRun: true })).said).toEqual(["affected: 1 known, 0 refused", "Nothing was changed: --dry-run", "exit 0"]);
  await expect(importing("")).rejects.toThrow("it names nobody");
  await expect(importing("a,b\nc,d")).rejects.toThrow("--log takes the ids");
  await expect(importAffectedFile(ctx, { path: join(folder, "ids.csv"), name: "x" }, { incident: "INC-2030-0101-999" })).rejects.toThrow("no incident");
});
