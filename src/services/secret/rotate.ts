import { authorise } from "../access/authorise.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { keysOf } from "./keyring.ts";
import { keyIdOf, open, seal } from "./seal.ts";

/** Every column with sealed values, and what names its rows. A table that keeps a secret has a line here. */
const SEALED = [
  { table: "secret", column: "sealed", row: "name" },
  { table: "channel_setting", column: "sealed", row: "kind" },
  { table: "channel_setting", column: "sealed_before", row: "kind" },
  { table: "status_subscriber", column: "secret", row: "id" },
  { table: "status_subscriber", column: "next_secret", row: "id" },
  { table: "crm_setting", column: "sealed", row: "name" },
] as const;

/**
 * Seals everything anew under the first key, in one transaction; after it the other keys can go. How many there were under
 * another key. Throws, and changes nothing, if one cannot be opened.
 */
export async function rotate(ctx: ServiceContext): Promise<number> {
  authorise(ctx, "secret:manage");
  const keys = keysOf(ctx);
  return inTransaction(ctx, async (tx) => {
    about(tx, "secrets");
    let count = 0;
    for (const { table, column, row } of SEALED) {
      const rows: { id: string; sealed: string }[] = await tx.db.query(`select ${row} as id, ${column} as sealed from ${table} where ${column} is not null for update`);
      for (const { id, sealed } of rows.filter((one) => keyIdOf(one.sealed) !== keys[0].id)) {
        const place = { table, column, row: id };
        await tx.db.query(`update ${table} set ${column} = $2 where ${row} = $1`, [id, seal(keys[0], place, open(keys, place, sealed))]);
        noteChange(tx, `${table}/${id}`, { key: keyIdOf(sealed) }, { key: keys[0].id });
        count += 1;
      }
    }
    return count;
  });
}
