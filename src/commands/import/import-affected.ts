import { access, constants } from "node:fs/promises";
import type { ServiceContext } from "../../services/context.ts";
import * as impact from "../../services/impact/index.ts";
import * as incidents from "../../services/incident/index.ts";
import type { Report } from "./import-file.ts";
import { Problems } from "./problems.ts";
import { type FoundId, readIds, readLog } from "./read-ids.ts";
import { Unreadable } from "./unreadable.ts";

export interface AffectedCommand {
  incident: string;
  /** The file is any text: what is no known id is passed over. */
  log?: boolean;
  atomic?: boolean;
  dryRun?: boolean;
  errors?: string;
}

/** Ids looked up at once. */
const AT_ONCE = 10_000;

/** Puts the accounts that a file names on an incident, in one act, and tells what became of them. */
export async function importAffectedFile(
  ctx: ServiceContext, { path, name }: { path: string; name: string }, { incident: reference, log = false, atomic = false, dryRun = false, errors }: AffectedCommand,
): Promise<Report> {
  await access(path, constants.R_OK).catch((error: Error) => {
    throw new Unreadable(error.message);
  });
  const incident = await incidents.find(ctx, { reference });
  if (!incident) throw new Unreadable(`there is no incident ${reference}`);
  const problems = new Problems(name, errors);
  const told = (line: number, reason: string) => problems.add({ line, list: null, field: null, reason });
  try {
    const known = new Set<string>();
    let ids = 0;
    for await (const batch of inBatches(log ? readLog(path) : readIds(path), told)) {
      const found = await impact.customersNamed(ctx, [...new Set(batch.map(({ id }) => id))]);
      for (const { id, line } of batch) {
        const customerId = found.get(id);
        if (customerId) known.add(customerId);
        else if (!log) told(line, `There is no customer "${id}"`);
      }
      ids += batch.length;
    }
    if (ids === 0) throw new Unreadable(problems.count > 0 ? problems.lines().join("\n") : "it names nobody");
    const isRefused = atomic && problems.count > 0;
    const before = impact.affectedBy(incident);
    const { incident: after, added } = dryRun || isRefused ? { incident, added: 0 } : await impact.importAffected(ctx, { incidentId: incident.id }, [...known], "IMPORT");
    const landed = dryRun || isRefused ? `${shown(known.size)} known` : `${shown(added)} added, ${shown(known.size - added)} already there`;
    const summary = [
      `affected: ${landed}, ${shown(problems.count)} refused`,
      dryRun ? "Nothing was changed: --dry-run" : isRefused ? "Nothing was changed: --atomic, and rows were refused"
        : `${after.reference}: ${shown(before)} -> ${shown(impact.affectedBy(after))} customers affected, ${after.severity}`,
    ];
    return { summary, problems: problems.lines(), exitCode: problems.count > 0 ? 1 : 0 };
  } finally {
    problems.close();
  }
}

async function* inBatches(found: AsyncIterable<FoundId>, told: (line: number, reason: string) => void): AsyncGenerator<{ line: number; id: string }[]> {
  let batch: { line: number; id: string }[] = [];
  for await (const one of found) {
    if ("reason" in one) told(one.line, one.reason);
    else batch.push(one);
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const shown = (count: number) => count.toLocaleString("en-US");
