import { AuditEntryEntity } from "../../entities/audit.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { columnsOf } from "../rows.ts";
import { GENESIS, hashOf } from "./chain.ts";
import type { AuditHead } from "./head.ts";

export interface Verdict {
  /** Records that hold, from the first one on. */
  intact: number;
  /** The first that does not. */
  broken: { number: number; why: string } | null;
  /** Entries that no hub has sealed yet, and when the oldest was written. */
  unsealed: { count: number; since: Date | null };
}

type Link = AuditEntryEntity & { number: number; hash: string; entryId: string };

const AT_ONCE = 200;

/** Walks the whole chain and names the first record that does not hold; with `head`, that all up to it is still there. */
export async function verify(ctx: ServiceContext, head: AuditHead | null = null): Promise<Verdict> {
  authorise(ctx, "audit:read");
  let [number, hash] = [0, GENESIS];
  const unsealed = await unsealedTail(ctx);
  const broken = (why: string): Verdict => ({ intact: number, broken: { number: number + 1, why }, unsealed });
  for (let links = await linksAfter(ctx, 0); links.length > 0; links = await linksAfter(ctx, number)) {
    for (const link of links) {
      const why = flaw(link, number + 1, hash);
      if (why) return broken(why);
      if (head?.number === link.number && head.hash !== link.hash) return broken("it is another record than the one the head was made of");
      [number, hash] = [link.number, link.hash];
    }
  }
  if (head && head.number > number) return broken(`the tail is cut: the head of ${head.at} stands at record ${head.number}`);
  return { intact: number, broken: null, unsealed };
}

function flaw({ number, hash, entryId, ...entry }: Link, due: number, previous: string): string | null {
  if (number !== due) return `it is removed: record ${number} follows`;
  if (entry.id === null) return `its entry ${entryId} is removed`;
  return hashOf(previous, entry) === hash ? null : "it is edited, or not in its place";
}

const linksAfter = (ctx: ServiceContext, number: number): Promise<Link[]> =>
  ctx.db.query(
    `select audit_seal.number::float8 as number, audit_seal.hash, audit_seal.entry_id as "entryId", ${columnsOf(ctx, AuditEntryEntity)}
     from audit_seal left join audit_entry on audit_entry.id = audit_seal.entry_id where audit_seal.number > $1 order by audit_seal.number limit ${AT_ONCE}`, [number]);

async function unsealedTail({ db }: ServiceContext): Promise<Verdict["unsealed"]> {
  const [tail] = await db.query(`select count(*)::int as count, min(at) as since from audit_entry where not exists (select 1 from audit_seal where entry_id = audit_entry.id)`);
  return tail;
}
