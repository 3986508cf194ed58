import { ApiKeyEntity } from "../../entities/api-key.entity.ts";
import { ApiKeyUseEntity } from "../../entities/api-key-use.entity.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { id } from "../input.ts";
import { byKey } from "../load.ts";
import { select, selectOne } from "../rows.ts";
import { authorise } from "./authorise.ts";

/** Ends a key for good; a second time changes nothing. */
export async function revokeKey(ctx: ServiceContext, input: { id: string }): Promise<ApiKeyEntity> {
  authorise(ctx, "key:manage");
  const keyId = id("id", input.id);
  return inTransaction(ctx, async (tx) => {
    const before = await selectOne(tx, ApiKeyEntity, "where id = $1 for update", [keyId]);
    if (!before) throw notFound(`API key ${keyId}`, "id");
    const after = { ...before, revokedAt: before.revokedAt ?? tx.now() };
    await tx.db.query("update api_key set revoked_at = $2 where id = $1", [keyId, after.revokedAt]);
    about(tx, `apiKey/${keyId}`);
    noteChange(tx, `apiKey/${keyId}`, before, after);
    return after;
  });
}

export function listKeys(ctx: ServiceContext): Promise<ApiKeyEntity[]> {
  authorise(ctx, "key:manage");
  return select(ctx, ApiKeyEntity, "order by created_at desc, id");
}

/** When and from where each key was last used, to the minute; none for a key that never was. */
export async function usesOf(ctx: Pick<ServiceContext, "db">, keyIds: string[]): Promise<Map<string, ApiKeyUseEntity>> {
  return byKey(await select(ctx, ApiKeyUseEntity, "where key_id = any($1)", [keyIds]), ({ keyId }) => keyId);
}
