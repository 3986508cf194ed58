import { v7 as uuid } from "uuid";
import { CrmRunEntity, type CrmSettingEntity } from "../../entities/crm.entity.ts";
import type { ServiceContext } from "../context.ts";
import { insert } from "../rows.ts";

export const aRun = (crm: string, dueAt: Date, askedBy: string, forIncident: string | null = null): CrmRunEntity => ({
  id: uuid(), crm, state: "QUEUED", askedBy, forIncident, dueAt, startedAt: null, finishedAt: null, attempts: 0, leaseBy: null, leaseUntil: null,
  pages: 0, rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0, refusals: [], error: null,
});

/** The pull that comes by itself, in place of the one that waited: an interval that is new begins now. */
export async function queueNext(tx: ServiceContext, { name, every }: Pick<CrmSettingEntity, "name" | "every">, after: Date = tx.now()): Promise<void> {
  await tx.db.query("delete from crm_run where crm = $1 and state = 'QUEUED' and asked_by = $2", [name, SCHEDULE]);
  if (every === null) return;
  const [waiting] = await tx.db.query("select 1 from crm_run where crm = $1 and state = 'QUEUED'", [name]);
  if (!waiting) await insert(tx, CrmRunEntity, [aRun(name, new Date(after.getTime() + every * 1_000), SCHEDULE)]);
}

/** Who asks for a pull whose time has come. */
export const SCHEDULE = "schedule";
