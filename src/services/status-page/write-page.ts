import { v7 as uuid } from "uuid";
import { StatusPageEntity } from "../../entities/status-page.entity.ts";
import { authorise } from "../access/authorise.ts";
import { hashOf, newSecret } from "../access/secret.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { id } from "../input.ts";
import { assignments, insert, selectOne } from "../rows.ts";
import { chosenComponents, type PageInput, toldOf } from "./check-page.ts";
import { mayRead } from "./may-read.ts";

/** A page with the secret of its link, which is shown this once. */
export interface Linked {
  page: StatusPageEntity;
  token: string;
}

/** CONFLICT if the slug is taken. A page of an account is named by the account's external id. */
export async function createPage(ctx: ServiceContext, input: PageInput): Promise<StatusPageEntity> {
  authorise(ctx, "directory:write");
  return inTransaction(ctx, async (tx) => {
    const kind = input.kind ?? "PUBLIC";
    const told = await toldOf(tx, { ...input, name: input.name ?? "", slug: input.slug ?? "" }, { slug: "", name: "", kind, description: null, timeZone: "UTC", supportUrl: null, url: null, customerId: null });
    await refuseTaken(tx, told.slug, null);
    const page: StatusPageEntity = { id: uuid(), isDefault: false, tokenHash: null, createdAt: tx.now(), updatedAt: tx.now(), ...told };
    await insert(tx, StatusPageEntity, [page]);
    noteChange(tx, `statusPage/${page.id}`, null, shown(page));
    await choose(tx, page, input);
    return page;
  });
}

/** What is left out stays as it is. Its kind and whose it is stay. */
export async function updatePage(ctx: ServiceContext, input: PageInput & { id: string }): Promise<StatusPageEntity> {
  authorise(ctx, "directory:write");
  return change(ctx, input.id, async (tx, before) => {
    if (input.kind !== undefined && input.kind !== before.kind) throw invalid("kind", "The kind of a page stays; make another page");
    const told = await toldOf(tx, input, before);
    await refuseTaken(tx, told.slug, before.id);
    await choose(tx, before, input);
    return told;
  });
}

/** A link to a page that is not public, in place of the one before, which ends at once. */
export async function linkPage(ctx: ServiceContext, input: { id: string }): Promise<Linked> {
  authorise(ctx, "directory:write");
  const token = newSecret();
  const page = await change(ctx, input.id, async (_, { kind }) => {
    if (kind === "PUBLIC") throw conflict("Everybody may read a public page; it needs no link");
    return { tokenHash: hashOf(token) };
  });
  return { page, token };
}

export async function deletePage(ctx: ServiceContext, input: { id: string }): Promise<StatusPageEntity> {
  authorise(ctx, "directory:write");
  return inTransaction(ctx, async (tx) => {
    const before = await held(tx, input.id);
    if (before.isDefault) throw conflict("The default page stays; change it instead");
    await tx.db.query("delete from status_page where id = $1", [before.id]);
    noteChange(tx, `statusPage/${before.id}`, shown(before), null);
    return before;
  });
}

function change(ctx: ServiceContext, key: string, work: (tx: ServiceContext, before: StatusPageEntity) => Promise<Partial<StatusPageEntity>>): Promise<StatusPageEntity> {
  return inTransaction(ctx, async (tx) => {
    const before = await held(tx, key);
    const changes = { ...(await work(tx, before)), updatedAt: tx.now() };
    const { sql, values } = assignments(tx, StatusPageEntity, changes, 2);
    await tx.db.query(`update status_page set ${sql} where id = $1`, [before.id, ...values]);
    const after = { ...before, ...changes };
    noteChange(tx, `statusPage/${before.id}`, shown(before), { ...shown(after), ...(after.tokenHash !== before.tokenHash && { linkChanged: true }) });
    return after;
  });
}

async function held(tx: ServiceContext, key: string): Promise<StatusPageEntity> {
  const found = await selectOne(tx, StatusPageEntity, "where id = $1 for no key update", [id("id", key)]);
  if (!found || !(await mayRead(tx, found, null))) throw notFound(`status page ${key}`, "id");
  return found;
}

/** In place of those of before, where any are given; none at all means that the page chooses no more. */
async function choose(tx: ServiceContext, page: StatusPageEntity, input: PageInput): Promise<void> {
  const ids = await chosenComponents(tx, input);
  if (!ids) return;
  noteChange(tx, `statusPage/${page.id}`, { components: null }, { components: ids });
  await tx.db.query("delete from status_page_component where page_id = $1 and component_id <> all($2)", [page.id, ids]);
  await tx.db.query("insert into status_page_component (page_id, component_id) select $1, unnest($2::uuid[]) on conflict do nothing", [page.id, ids]);
}

/** One writer of a name at a time, whether or not it is there. */
async function refuseTaken({ db }: ServiceContext, slug: string, own: string | null): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended('status page ' || $1, 0))", [slug]);
  const [taken] = await db.query("select 1 from status_page where slug = $1 and id is distinct from $2", [slug, own]);
  if (taken) throw conflict(`There is a status page "${slug}" already`, { field: "slug" });
}

/** As the audit log may show it. */
const shown = ({ tokenHash: _, ...rest }: StatusPageEntity): object => rest;
