import { CrmRunEntity } from "../../entities/crm.entity.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { dueBy } from "../due.ts";
import { assignments, columnsOf } from "../rows.ts";
import { lockedSetting } from "./crm.store.ts";
import { queueNext } from "./queue.ts";

/** Another hub took the run over, since this one was silent for longer than its lease. */
export class LostLease extends Error {}

/** This hub stops; the next one is to begin the run anew, at once. */
export class Interrupted extends Error {}

/** Longer than a page may take with all its attempts. */
const LEASE_SECONDS = 300;
/** Runs that hubs died of, or that came back without an end. */
const MOST_ATTEMPTS = 3;
const KEPT = 100;

const NOW = "coalesce($1::timestamptz, statement_timestamp())";

/** The run that is due first, or whose hub has gone; no other hub gets it meanwhile. Null where there is none. */
export async function claimRun(ctx: ServiceContext, by: string): Promise<CrmRunEntity | null> {
  const now = dueBy(ctx);
  await endBroken(ctx, now);
  const [rows]: [CrmRunEntity[], number] = await ctx.db.query(
    `update crm_run set state = 'RUNNING', started_at = ${NOW}, attempts = attempts + 1, lease_by = $2, lease_until = ${NOW} + interval '${LEASE_SECONDS} seconds',
       pages = 0, rows = 0, created = 0, updated = 0, unchanged = 0, refused = 0, refusals = '[]'
     where id = (
       select id from crm_run waiting where state = 'RUNNING' and lease_until <= ${NOW}
         or state = 'QUEUED' and due_at <= ${NOW} and not exists (select 1 from crm_run busy where busy.crm = waiting.crm and busy.state = 'RUNNING')
       order by due_at, id limit 1 for update skip locked)
     returning ${columnsOf(ctx, CrmRunEntity)}`, [now, by]);
  return rows[0] ?? null;
}

/** A run that hubs died of again and again has ended; its schedule goes on. */
function endBroken(ctx: ServiceContext, now: Date | null): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [ended]: [{ crm: string }[], number] = await tx.db.query(
      `update crm_run set state = 'FAILED', finished_at = ${NOW}, error = 'The hubs that ran it ended before it did, ' || attempts || ' times'
       where state = 'RUNNING' and lease_until <= ${NOW} and attempts >= ${MOST_ATTEMPTS} returning crm`, [now]);
    for (const { crm } of ended.toSorted((a, b) => (a.crm < b.crm ? -1 : 1))) await queueAgain(tx, crm);
  });
}

/** By the setting as it stands now: somebody may have changed it while the pull ran. */
async function queueAgain(tx: ServiceContext, crm: string): Promise<void> {
  const setting = await lockedSetting(tx, crm);
  if (setting) await queueNext(tx, setting);
}

/** Leaves a run to whichever hub is next; that this one stopped is none of its failures. */
export async function leaveRun(ctx: ServiceContext, { id }: CrmRunEntity, by: string): Promise<void> {
  await ctx.db.query(`update crm_run set lease_until = ${NOW}, attempts = attempts - 1 where id = $2 and lease_by = $3 and state = 'RUNNING'`, [dueBy(ctx), id, by]);
}

const PROGRESS = ["pages", "rows", "created", "updated", "unchanged", "refused", "refusals"] as const;

/** Writes how far it is, and keeps the lease. */
export async function keepRun(ctx: ServiceContext, run: CrmRunEntity, by: string): Promise<void> {
  const { sql, values } = assignments(ctx, CrmRunEntity, progressOf(run), 4);
  const [, kept] = await ctx.db.query(
    `update crm_run set ${sql}, lease_until = ${NOW} + interval '${LEASE_SECONDS} seconds' where id = $2 and lease_by = $3 and state = 'RUNNING'`,
    [dueBy(ctx), run.id, by, ...values]);
  if (kept === 0) throw new LostLease();
}

/** Ends it, sees to the next one, and forgets the oldest. */
export function finishRun(ctx: ServiceContext, run: CrmRunEntity, by: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    Object.assign(run, { state: run.error === null ? "DONE" : "FAILED", finishedAt: tx.now(), leaseBy: null, leaseUntil: null });
    const { state, finishedAt, leaseBy, leaseUntil, error } = run;
    const { sql, values } = assignments(tx, CrmRunEntity, { ...progressOf(run), state, finishedAt, leaseBy, leaseUntil, error }, 3);
    const [, ended] = await tx.db.query(`update crm_run set ${sql} where id = $1 and lease_by = $2 and state = 'RUNNING'`, [run.id, by, ...values]);
    if (ended === 0) return;
    await queueAgain(tx, run.crm);
    await tx.db.query(
      `delete from crm_run where crm = $1 and state in ('DONE', 'FAILED') and id not in (select id from crm_run where crm = $1 order by due_at desc, id desc limit ${KEPT})`,
      [run.crm]);
  });
}

const progressOf = (run: CrmRunEntity): Partial<CrmRunEntity> => Object.fromEntries(PROGRESS.map((name) => [name, run[name]]));
