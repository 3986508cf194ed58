import { v7 as uuid } from "uuid";
import { ApiKeyEntity } from "../../entities/api-key.entity.ts";
import type { AccessRole, Scope } from "../../entities/vocabulary.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { ahead, given, id, LIMITS, text } from "../input.ts";
import { insert } from "../rows.ts";
import { authorise } from "./authorise.ts";
import { newToken } from "./secret.ts";

export interface CreateApiKey {
  name: string;
  role: AccessRole;
  scopes?: Scope[] | null;
  responderId?: string | null;
  /** One of the two at most. */
  serviceId?: string | null;
  teamId?: string | null;
  expiresAt?: Date | null;
}

/** A key with its token, which is in this answer and nowhere else, ever. */
export interface MadeKey {
  apiKey: ApiKeyEntity;
  token: string;
}

export async function createKey(ctx: ServiceContext, input: CreateApiKey): Promise<MadeKey> {
  authorise(ctx, "key:manage");
  const scopes = input.scopes ?? [];
  if (input.role === "PUBLIC") throw invalid("role", "PUBLIC needs no key");
  if (input.role === "INTEGRATION" && scopes.length === 0) throw invalid("scopes", "An INTEGRATION key needs at least one scope");
  if (given(input.serviceId) && given(input.teamId)) throw invalid("teamId", "A key is bound to a service or to a team, not to both");
  const { token, prefix, hash } = newToken();
  const apiKey: ApiKeyEntity = {
    id: uuid(),
    name: text("name", input.name, LIMITS.name),
    prefix,
    hash,
    role: input.role,
    scopes: [...new Set(scopes)],
    responderId: await known(ctx, "responder", "responderId", input.responderId),
    serviceId: await known(ctx, "service", "serviceId", input.serviceId),
    teamId: await known(ctx, "team", "teamId", input.teamId),
    replacesId: null,
    createdAt: ctx.now(),
    createdBy: ctx.actor.name,
    expiresAt: given(input.expiresAt) ? ahead("expiresAt", input.expiresAt, ctx.now()) : null,
    revokedAt: null,
  };
  await inTransaction(ctx, async (tx) => {
    await insert(tx, ApiKeyEntity, [apiKey]);
    noteChange(tx, `apiKey/${apiKey.id}`, null, { ...apiKey, hash: null });
  });
  return { apiKey, token };
}

/** The id of something that is there, or null for none. */
async function known({ db }: ServiceContext, table: "responder" | "service" | "team", field: string, value: string | null | undefined): Promise<string | null> {
  if (!given(value)) return null;
  const found = id(field, value);
  if ((await db.query(`select 1 from ${table} where id = $1`, [found])).length === 0) throw notFound(`${table} ${found}`, field);
  return found;
}
