import { SecretEntity } from "../../entities/secret.entity.ts";
import type { ServiceContext } from "../context.ts";
import { select, selectOne } from "../rows.ts";
import { authorise } from "../access/authorise.ts";
import { keysOf } from "./keyring.ts";
import { open, type Place } from "./seal.ts";

/** A secret as people see it. */
export type KnownSecret = Omit<SecretEntity, "sealed">;

export const placeOf = (name: string): Place => ({ table: "secret", column: "sealed", row: name });

/** By name; never with their values. */
export async function listSecrets(ctx: ServiceContext): Promise<KnownSecret[]> {
  authorise(ctx, "secret:manage");
  return select(ctx, SecretEntity, "order by name", [], ["name", "setAt", "setBy"]);
}

/** The value, for the hub's own use; null if nobody has set it. It belongs in no log, error or answer. */
export async function secretValue(ctx: Pick<ServiceContext, "db" | "secretKeys">, name: string): Promise<string | null> {
  const found = await selectOne(ctx, SecretEntity, "where name = $1", [name]);
  return found && open(keysOf(ctx), placeOf(name), found.sealed);
}
