import { v7 as uuid } from "uuid";
import { ApiKeyEntity } from "../../entities/api-key.entity.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { given, id } from "../input.ts";
import { insert, selectOne } from "../rows.ts";
import { authorise } from "./authorise.ts";
import type { MadeKey } from "./create-key.ts";
import { newToken } from "./secret.ts";

const DAY_MS = 86_400_000;
/** For how long the old key may go on beside the new one. */
const MOST_DAYS = 30;

export interface RotateApiKey {
  id: string;
  /** When the old key ends: from now to 30 days ahead. Default: in a day. */
  oldUntil?: Date | null;
}

const isGood = ({ revokedAt, expiresAt }: ApiKeyEntity, now: Date): boolean => !revokedAt && (!expiresAt || expiresAt > now);

/**
 * Makes a key's successor, which may do the same and lives as long from now as the old one was given, while the old one
 * goes on until an instant. Two are good at once and never three: CONFLICT while the key's own predecessor still holds.
 */
export async function rotateKey(ctx: ServiceContext, input: RotateApiKey): Promise<MadeKey> {
  authorise(ctx, "key:manage");
  const keyId = id("id", input.id);
  return inTransaction(ctx, async (tx) => {
    const now = tx.now();
    const old = await selectOne(tx, ApiKeyEntity, "where id = $1 for update", [keyId]);
    if (!old) throw notFound(`API key ${keyId}`, "id");
    if (!isGood(old, now)) throw conflict("The key has ended; make a new one");
    await refuseThird(tx, old);
    const { token, prefix, hash } = newToken();
    const expiresAt = old.expiresAt && new Date(now.getTime() + old.expiresAt.getTime() - old.createdAt.getTime());
    const apiKey: ApiKeyEntity = { ...old, id: uuid(), prefix, hash, replacesId: old.id, createdAt: now, createdBy: tx.actor.name, expiresAt };
    await insert(tx, ApiKeyEntity, [apiKey]);
    const end = until(input.oldUntil, now);
    const oldEnds = old.expiresAt && old.expiresAt < end ? old.expiresAt : end;
    await tx.db.query("update api_key set expires_at = $2 where id = $1", [old.id, oldEnds]);
    noteChange(tx, `apiKey/${old.id}`, old, { ...old, expiresAt: oldEnds });
    noteChange(tx, `apiKey/${apiKey.id}`, null, { ...apiKey, hash: null });
    return { apiKey, token };
  });
}

async function refuseThird(tx: ServiceContext, old: ApiKeyEntity): Promise<void> {
  const next = await selectOne(tx, ApiKeyEntity, "where replaces_id = $1", [old.id]);
  if (next) throw conflict(`The key has a successor already, ${next.prefix}; rotate that one`, { successor: next.id });
  const before = old.replacesId && (await selectOne(tx, ApiKeyEntity, "where id = $1", [old.replacesId]));
  if (before && isGood(before, tx.now())) throw conflict(`Its predecessor ${before.prefix} still holds; revoke it or wait until it ends`, { predecessor: before.id });
}

function until(instant: Date | null | undefined, now: Date): Date {
  if (!given(instant)) return new Date(now.getTime() + DAY_MS);
  if (instant < now || instant.getTime() > now.getTime() + MOST_DAYS * DAY_MS) {
    throw invalid("oldUntil", `oldUntil must lie between now and ${MOST_DAYS} days ahead`, { max: MOST_DAYS });
  }
  return instant;
}
