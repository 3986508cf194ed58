import { SecretEntity } from "../../entities/secret.entity.ts";
import { authorise } from "../access/authorise.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { LIMITS, text } from "../input.ts";
import { insert, selectOne } from "../rows.ts";
import { keysOf } from "./keyring.ts";
import { seal } from "./seal.ts";
import { type KnownSecret, placeOf } from "./secret.store.ts";

export interface SetSecret {
  name: string;
  secret: string;
}

const NAME = /^[a-z0-9][a-z0-9._/-]*$/;
/** Room for a private key in PEM. */
const LONGEST = 10_000;

/** Keeps a secret under its name, in place of the one before. The value is never told again. */
export async function setSecret(ctx: ServiceContext, input: SetSecret): Promise<KnownSecret> {
  authorise(ctx, "secret:manage");
  const name = nameIn(input.name);
  if (input.secret === "") throw invalid("secret", "secret must not be empty");
  if (input.secret.length > LONGEST) throw invalid("secret", `secret has more than ${LONGEST} characters`, { max: LONGEST });
  const [key] = keysOf(ctx);
  return inTransaction(ctx, async (tx) => {
    const before = await stored(tx, name);
    const row: SecretEntity = { name, sealed: seal(key, placeOf(name), input.secret), setAt: tx.now(), setBy: tx.actor.name };
    await tx.db.query("delete from secret where name = $1", [name]);
    await insert(tx, SecretEntity, [row]);
    about(tx, `secret/${name}`);
    noteChange(tx, `secret/${name}`, before, known(row));
    return known(row);
  });
}

/** NOT_FOUND if there is none. */
export async function deleteSecret(ctx: ServiceContext, input: { name: string }): Promise<KnownSecret> {
  authorise(ctx, "secret:manage");
  const name = nameIn(input.name);
  return inTransaction(ctx, async (tx) => {
    const before = await stored(tx, name);
    if (!before) throw notFound(`secret "${name}"`, "name");
    await tx.db.query("delete from secret where name = $1", [name]);
    noteChange(tx, `secret/${name}`, before, null);
    return before;
  });
}

function nameIn(value: string): string {
  const name = text("name", value, LIMITS.name);
  if (!NAME.test(name)) throw invalid("name", "name must consist of a-z, 0-9 and . _ / - such as smtp/password");
  return name;
}

/** One writer of a name at a time, whether or not it is there. */
async function stored(tx: ServiceContext, name: string): Promise<KnownSecret | null> {
  await tx.db.query("select pg_advisory_xact_lock(hashtextextended('secret ' || $1, 0))", [name]);
  const row = await selectOne(tx, SecretEntity, "where name = $1", [name]);
  return row && known(row);
}

const known = ({ name, setAt, setBy }: SecretEntity): KnownSecret => ({ name, setAt, setBy });
