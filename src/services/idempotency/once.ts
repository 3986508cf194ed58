import { createHash } from "node:crypto";
import { settle } from "../audit/write.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { LIMITS, optionalText } from "../input.ts";

/**
 * Does `work` once per key of this caller. The key is stored with the effect, in its transaction: a second request waits
 * for the first and gets its answer; when the first was refused, the second is on its own. Another input under a used
 * key: IDEMPOTENCY_KEY_REUSED. `mayHear` refuses a caller who by now may no longer see what the answer tells.
 */
export async function once<T>(
  tx: ServiceContext, verb: string, input: { idempotencyKey?: string | null }, work: () => Promise<T>, mayHear: () => Promise<unknown> = async () => {},
): Promise<T> {
  const key = optionalText("idempotencyKey", input.idempotencyKey, LIMITS.key);
  if (key === null) return work();
  const owner = [tx.actor.id, key];
  const fingerprint = createHash("sha256").update(canonical({ verb, input })).digest("hex");
  const claimed = await tx.db.query(
    "insert into idempotency_key (actor_id, key, fingerprint, created_at) values ($1, $2, $3, $4) on conflict do nothing returning 1",
    [...owner, fingerprint, tx.now()],
  );
  if (claimed.length === 0) {
    const earlier = await earlierAnswer<T>(tx, owner, fingerprint);
    await mayHear();
    settle(tx);
    return earlier;
  }
  const answer = await work();
  await tx.db.query("update idempotency_key set answer = $3 where actor_id = $1 and key = $2", [...owner, JSON.stringify(answer, tagDates)]);
  return answer;
}

/** Whether this key of the caller has been used: what is costly and comes before the transaction need not be done again. */
export async function isAnswered({ db, actor }: Pick<ServiceContext, "db" | "actor">, { idempotencyKey }: { idempotencyKey?: string | null }): Promise<boolean> {
  const key = optionalText("idempotencyKey", idempotencyKey, LIMITS.key);
  return key !== null && (await db.query("select 1 from idempotency_key where actor_id = $1 and key = $2", [actor.id, key])).length > 0;
}

async function earlierAnswer<T>({ db }: ServiceContext, owner: string[], fingerprint: string): Promise<T> {
  const [first] = await db.query("select fingerprint, answer::text from idempotency_key where actor_id = $1 and key = $2", owner);
  if (first?.fingerprint !== fingerprint) {
    throw new DomainError("IDEMPOTENCY_KEY_REUSED", "This idempotencyKey stands for another request", { field: "idempotencyKey" });
  }
  return JSON.parse(first.answer, untagDates) as T;
}

/** The same text for the same input, whatever the order of its keys. Null is not left out: there it takes something back. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** JSON has no dates; the answer needs them back as dates. */
function tagDates(this: Record<string, unknown>, key: string, value: unknown): unknown {
  return this[key] instanceof Date ? { $date: value } : value;
}

const untagDates = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && "$date" in value ? new Date(value.$date as string) : value;
