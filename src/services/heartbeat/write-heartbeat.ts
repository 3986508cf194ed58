import { v7 as uuid } from "uuid";
import { HeartbeatEntity } from "../../entities/heartbeat.entity.ts";
import { authorise } from "../access/authorise.ts";
import { hashOf, newSecret } from "../access/secret.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, notFound } from "../errors.ts";
import { id } from "../input.ts";
import { clip } from "../text.rules.ts";
import { assignments, insert, selectOne } from "../rows.ts";
import { type HeartbeatInput, told } from "./check-heartbeat.ts";

/** A heartbeat with the token of its address, which is shown this once. */
export interface Addressed {
  heartbeat: HeartbeatEntity;
  token: string;
}

/** Where nobody says: jobs differ by seconds, and clocks too. */
const GRACE = 60;

/** Waits for its first call; only then can silence be told from nobody having set it up yet. */
export async function createHeartbeat(ctx: ServiceContext, input: HeartbeatInput): Promise<Addressed> {
  authorise(ctx, "directory:write");
  return inTransaction(ctx, async (tx) => {
    const name = input.name ?? "";
    const needed = { ...input, name, slug: input.slug ?? "", every: input.every ?? 0 };
    const given = await told(tx, needed, { slug: "", name: "", every: 0, grace: GRACE, title: `${clip(name.trim(), 150)} has gone silent`, severity: null, serviceId: null, teamId: null });
    await refuseTaken(tx, given.slug, null);
    const token = newSecret();
    const heartbeat: HeartbeatEntity = { id: uuid(), ...given, tokenHash: hashOf(token), lastBeatAt: null, dueAt: null, lateSince: null, incidentId: null, updatedAt: tx.now() };
    await insert(tx, HeartbeatEntity, [heartbeat]);
    noteChange(tx, `heartbeat/${heartbeat.id}`, null, shown(heartbeat));
    return { heartbeat, token };
  });
}

/** What is left out stays as it is. A span that changes counts from the last call. */
export async function updateHeartbeat(ctx: ServiceContext, input: HeartbeatInput & { id: string }): Promise<HeartbeatEntity> {
  authorise(ctx, "directory:write");
  return change(ctx, input.id, async (tx, before) => {
    const given = await told(tx, input, before);
    await refuseTaken(tx, given.slug, before.id);
    return { ...given, dueAt: before.dueAt && dueAfter(before.lastBeatAt ?? tx.now(), given) };
  });
}

/** Another address in place of the one before, which ends at once. */
export async function rotateHeartbeat(ctx: ServiceContext, input: { id: string }): Promise<Addressed> {
  authorise(ctx, "directory:write");
  const token = newSecret();
  const heartbeat = await change(ctx, input.id, async () => ({ tokenHash: hashOf(token) }));
  return { heartbeat, token };
}

/** Its incident stays. */
export async function deleteHeartbeat(ctx: ServiceContext, input: { id: string }): Promise<HeartbeatEntity> {
  authorise(ctx, "directory:write");
  return inTransaction(ctx, async (tx) => {
    const before = await held(tx, input.id);
    await tx.db.query("delete from heartbeat where id = $1", [before.id]);
    noteChange(tx, `heartbeat/${before.id}`, shown(before), null);
    return before;
  });
}

export const dueAfter = (beat: Date, { every, grace }: Pick<HeartbeatEntity, "every" | "grace">): Date => new Date(beat.getTime() + (every + grace) * 1_000);

function change(ctx: ServiceContext, key: string, work: (tx: ServiceContext, before: HeartbeatEntity) => Promise<Partial<HeartbeatEntity>>): Promise<HeartbeatEntity> {
  return inTransaction(ctx, async (tx) => {
    const before = await held(tx, key);
    const changes = { ...(await work(tx, before)), updatedAt: tx.now() };
    const { sql, values } = assignments(tx, HeartbeatEntity, changes, 2);
    await tx.db.query(`update heartbeat set ${sql} where id = $1`, [before.id, ...values]);
    const after = { ...before, ...changes };
    noteChange(tx, `heartbeat/${before.id}`, shown(before), { ...shown(after), ...(after.tokenHash !== before.tokenHash && { addressRotated: true }) });
    return after;
  });
}

async function held(tx: ServiceContext, key: string): Promise<HeartbeatEntity> {
  const found = await selectOne(tx, HeartbeatEntity, "where id = $1 for no key update", [id("id", key)]);
  if (!found) throw notFound(`heartbeat ${key}`, "id");
  return found;
}

/** One writer of a name at a time, whether or not it is there. */
async function refuseTaken({ db }: ServiceContext, slug: string, own: string | null): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended('heartbeat ' || $1, 0))", [slug]);
  const [taken] = await db.query("select 1 from heartbeat where slug = $1 and id is distinct from $2", [slug, own]);
  if (taken) throw conflict(`There is a heartbeat "${slug}" already`, { field: "slug" });
}

/** As the audit log may show it. */
const shown = ({ tokenHash: _, ...rest }: HeartbeatEntity): object => rest;
