import type { ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import type { LivePicture } from "../live.ts";
import { findPage } from "./page.store.ts";
import { statusVersion } from "./touched.ts";

const MINUTE_MS = 60_000;

/** A word that is another whenever something that pages show has changed, and with each minute: uptime goes on by itself. */
export const versionNow = async (ctx: Pick<ServiceContext, "db" | "now">): Promise<string> =>
  `${await statusVersion(ctx)}/${Math.floor(ctx.now().getTime() / MINUTE_MS)}`;

/** A page as it is now, to follow. NOT_FOUND if there is none; who may is asked each time, by the rules of `findPage`. */
export async function pagePicture(ctx: ServiceContext, asked: { slug?: string | null; token?: string | null }): Promise<LivePicture> {
  const read = async () => {
    const page = await findPage(ctx, asked);
    if (!page) throw notFound("status page here", "slug");
    return page;
  };
  await read();
  return { of: "statusPages", version: () => versionNow(ctx), read };
}
