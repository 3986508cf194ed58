import type { PublicState } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import * as policies from "../policy/index.ts";

/** A message as users of the product see it at the top of their screen. Nothing in it is internal. */
export interface Banner {
  /** Another one with each message: what somebody has put away stays away until there is something new. */
  id: string;
  state: PublicState;
  title: string;
  text: string;
  startedAt: string;
  updatedAt: string;
  nextUpdateAt: string | null;
  /** Where to read more; null on a hub that does not know its address. */
  url: string | null;
}

export interface StandingBanner {
  banner: Banner;
  /** The service that it is about; null: everybody's business. */
  service: string | null;
}

type Reader = Pick<ServiceContext, "db" | "now" | "publicUrl">;

/** What stands now, the newest first; that it is over is shown for a while. Of drills and private incidents there is nothing, whoever asks. */
export async function banners(ctx: Reader): Promise<StandingBanner[]> {
  const { resolvedFor } = (await policies.current(ctx)).document.banner;
  const rows: (Omit<Banner, "startedAt" | "updatedAt" | "nextUpdateAt" | "url"> & { startedAt: Date; updatedAt: Date; nextUpdateAt: Date | null; service: string | null; pageUrl: string | null })[] = await ctx.db.query(
    `select c.id, coalesce(c.public_state, 'INVESTIGATING') as state, coalesce(c.subject, i.title) as title, c.body as text, i.detected_at as "startedAt", c.published_at as "updatedAt",
       case when c.public_state = 'RESOLVED' then null else c.next_update_at end as "nextUpdateAt", s.slug as service, (select url from status_page where is_default) as "pageUrl"
     from communication c join incident i on i.id = c.incident_id left join service s on s.id = i.service_id
     where c.audience = 'IN_APP_BANNER' and c.state = 'PUBLISHED' and not i.private and not i.drill
       and (c.public_state is distinct from 'RESOLVED' or c.published_at > $1)
     order by c.published_at desc, c.id`, [new Date(ctx.now().getTime() - resolvedFor * 1_000)]);
  return rows.map(({ service, pageUrl, startedAt, updatedAt, nextUpdateAt, ...told }) => ({
    service,
    banner: {
      ...told, startedAt: startedAt.toISOString(), updatedAt: updatedAt.toISOString(), nextUpdateAt: nextUpdateAt?.toISOString() ?? null,
      url: pageUrl ?? (ctx.publicUrl ? new URL("/status", ctx.publicUrl).href : null),
    },
  }));
}
