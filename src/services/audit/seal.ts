import { AuditEntryEntity, AuditSealEntity } from "../../entities/audit.entity.ts";
import type { ServiceContext } from "../context.ts";
import { columnsOf, insert } from "../rows.ts";
import { GENESIS, hashOf } from "./chain.ts";

/** "auditsea" in ASCII; any number that no other program locks. */
const LOCK = "7022084592652740961";
const BATCH = 200;
/** As stored, compressed: an import's entries are large. The first is taken whatever its size. */
const BATCH_BYTES = 2_000_000;

const NEXT = `
  with waiting as (
    select entry_id, at, id, pg_column_size(before) + pg_column_size(after) as size
    from audit_unsealed join audit_entry on id = entry_id order by at, id limit $1
  ), measured as (
    select entry_id, sum(size) over (order by at, id) - size as behind from waiting
  )
  select COLUMNS from measured join audit_entry on audit_entry.id = measured.entry_id where behind < $2 order by audit_entry.at, audit_entry.id`;

type Db = Pick<ServiceContext, "db">;

/** The last link of the chain. */
export async function lastSeal({ db }: Db): Promise<{ number: number; hash: string }> {
  const [last] = await db.query(`select number::float8 as number, hash from audit_seal order by audit_seal.number desc limit 1`);
  return last ?? { number: 0, hash: GENESIS };
}

/** Numbers and chains what is committed and unsealed, batch after batch; how many. Leaves the rest to another hub that is at it. */
export async function sealEntries({ db }: Db): Promise<number> {
  for (let total = 0; ; ) {
    const [{ waiting }] = await db.query("select exists (select 1 from audit_unsealed) as waiting");
    const sealed = waiting ? await db.transaction((tx) => sealBatch({ db: tx })) : 0;
    if (sealed === 0) return total;
    total += sealed;
  }
}

async function sealBatch(ctx: Db): Promise<number> {
  const [{ free }] = await ctx.db.query("select pg_try_advisory_xact_lock($1) as free", [LOCK]);
  if (!free) return 0;
  const entries: AuditEntryEntity[] = await ctx.db.query(NEXT.replace("COLUMNS", columnsOf(ctx, AuditEntryEntity)), [BATCH, BATCH_BYTES]);
  if (entries.length === 0) return 0;
  let { number, hash } = await lastSeal(ctx);
  const seals = entries.map((entry): AuditSealEntity => ({ number: String(++number), entryId: entry.id, hash: (hash = hashOf(hash, entry)) }));
  await insert(ctx, AuditSealEntity, seals);
  await ctx.db.query("delete from audit_unsealed where entry_id = any($1)", [entries.map(({ id }) => id)]);
  return entries.length;
}
