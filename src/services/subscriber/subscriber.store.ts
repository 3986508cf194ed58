import { StatusPageEntity } from "../../entities/status-page.entity.ts";
import { StatusSubscriberEntity } from "../../entities/status-subscriber.entity.ts";
import type { SubscriberKind, SubscriberState } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { binder } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { given, LIMITS, list as entries, optionalText, text } from "../input.ts";
import { byKey, listsByKey } from "../load.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { select, selectOne } from "../rows.ts";
import { readable } from "../status-page/may-read.ts";

export interface SubscriberFilter {
  /** A page's slug; left out, the default page. */
  page?: string | null;
  state?: readonly SubscriberState[] | null;
  kind?: readonly SubscriberKind[] | null;
  /** A part of the address or the name. */
  search?: string | null;
}

type Reader = Pick<ServiceContext, "db">;
const SCOPE = "statusSubscribers";

/** In SQL what `stateOf` says of the row named `status_subscriber`. */
const STATE = `case when status_subscriber.unsubscribed_at is not null then 'UNSUBSCRIBED' when status_subscriber.stopped_at is not null then 'STOPPED'
  when status_subscriber.confirmed_at is not null then 'ACTIVE' else 'PENDING' end`;

/** A page's subscribers, the newest first: addresses of people, so for those who manage what is sent. Those of an account's page are not shown to vendors. */
export async function page(ctx: ServiceContext, filter: SubscriberFilter, args: PageArgs): Promise<Page<StatusSubscriberEntity>> {
  authorise(ctx, "delivery:manage");
  const first = pageSize(args.first);
  const found = await pageBySlug(ctx, filter.page, null);
  const { values, bind } = binder([found.id]);
  const search = optionalText("filter.search", filter.search, LIMITS.name);
  const wanted = [
    "status_subscriber.page_id = $1",
    ...(given(filter.state) ? [`${STATE} = any(${bind(entries("filter.state", filter.state, 10))})`] : []),
    ...(given(filter.kind) ? [`status_subscriber.kind = any(${bind(entries("filter.kind", filter.kind, 10))})`] : []),
    ...(search ? [`strpos(lower(address || ' ' || coalesce(name, '')), lower(${bind(search)})) > 0`] : []),
  ];
  const ofAll = { where: wanted.join(" and "), values: [...values] };
  if (given(args.after)) {
    const [createdAt, before] = decodeCursor(SCOPE, args.after, ["instant", "id"]);
    wanted.push(`(status_subscriber.created_at, status_subscriber.id) < (${bind(createdAt)}, ${bind(before)})`);
  }
  const rows = await select(ctx, StatusSubscriberEntity, `where ${wanted.join(" and ")} order by created_at desc, id desc limit ${bind(first + 1)}`, values);
  const count = async () => (await ctx.db.query(`select count(*)::int as count from status_subscriber where ${ofAll.where}`, ofAll.values))[0].count;
  return pageOf(rows, { ...args, first }, (row) => encodeCursor(SCOPE, [row.createdAt.toISOString(), row.id]), count);
}

/** The page of that slug, or the default one, if the caller may read it. NOT_FOUND for one that is not there. */
export async function pageBySlug(ctx: Reader & Pick<ServiceContext, "actor">, slug: string | null | undefined, token: string | null): Promise<StatusPageEntity> {
  if (given(slug)) text("page", slug, LIMITS.key);
  const found = await selectOne(ctx, StatusPageEntity, "where case when $1::text is null then is_default else slug = $1 end", [slug ?? null]);
  return readable(ctx, found, token, "page");
}

export async function pagesById(ctx: Reader, ids: string[]): Promise<Map<string, StatusPageEntity>> {
  return byKey(await select(ctx, StatusPageEntity, "where id = any($1)", [ids]), ({ id }) => id);
}

export async function pageOfSubscriber(ctx: Reader, { pageId }: Pick<StatusSubscriberEntity, "pageId">): Promise<StatusPageEntity> {
  const found = await selectOne(ctx, StatusPageEntity, "where id = $1", [pageId]);
  if (!found) throw notFound("such status page any more");
  return found;
}

export const subscriberById = (ctx: Reader, id: string, lock = ""): Promise<StatusSubscriberEntity | null> => selectOne(ctx, StatusSubscriberEntity, `where id = $1 ${lock}`, [id]);

/** The components that each has chosen, by slug; none for those who are told of all. */
export async function componentsOfMany({ db }: Reader, ids: string[]): Promise<Map<string, { slug: string }[]>> {
  const rows: { subscriberId: string; slug: string }[] = await db.query(
    `select sc.subscriber_id as "subscriberId", c.slug from status_subscriber_component sc join status_component c on c.id = sc.component_id where sc.subscriber_id = any($1) order by c.position, c.name, c.id`, [ids]);
  return listsByKey(rows, ({ subscriberId }) => subscriberId);
}

/** As the audit log shows one: no secret, not even a sealed one. */
export const shown = ({ secret: _, nextSecret: __, ...rest }: StatusSubscriberEntity): object => rest;
