import type { HeartbeatEntity } from "../../entities/heartbeat.entity.ts";
import type { Severity } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { slug } from "../directory/keys.ts";
import { notFound } from "../errors.ts";
import { given, LIMITS, text, whole } from "../input.ts";

export interface HeartbeatInput {
  slug?: string | null;
  name?: string | null;
  /** Seconds. */
  every?: number | null;
  grace?: number | null;
  title?: string | null;
  severity?: Severity | null;
  serviceSlug?: string | null;
  teamSlug?: string | null;
}

type Told = Pick<HeartbeatEntity, "slug" | "name" | "every" | "grace" | "title" | "severity" | "serviceId" | "teamId">;

/** More often than that is a monitor's work, less often a calendar's. */
const EVERY = { least: 10, most: 366 * 86_400 };

/** What the input says, in place of what was before; what it leaves out stays. */
export async function told(ctx: Pick<ServiceContext, "db">, input: HeartbeatInput, before: Told): Promise<Told> {
  const kept = <T>(value: T | null | undefined, check: (value: T) => T, was: T): T => (given(value) ? check(value) : was);
  return {
    slug: kept(input.slug, (value) => slug("slug", value), before.slug),
    name: kept(input.name, (value) => text("name", value, LIMITS.name), before.name),
    every: kept(input.every, (value) => whole("every", value, EVERY.least, EVERY.most), before.every),
    grace: kept(input.grace, (value) => whole("grace", value, 0, EVERY.most), before.grace),
    title: kept(input.title, (value) => text("title", value, LIMITS.title), before.title),
    severity: input.severity === undefined ? before.severity : input.severity,
    serviceId: await named(ctx, "service", input.serviceSlug, before.serviceId),
    teamId: await named(ctx, "team", input.teamSlug, before.teamId),
  };
}

/** Null takes it back. */
async function named({ db }: Pick<ServiceContext, "db">, table: "service" | "team", slug: string | null | undefined, before: string | null): Promise<string | null> {
  if (!given(slug)) return slug === null ? null : before;
  const [row]: { id: string }[] = await db.query(`select id from ${table} where slug = $1`, [slug]);
  if (!row) throw notFound(`${table} "${slug}"`, `${table}Slug`);
  return row.id;
}
