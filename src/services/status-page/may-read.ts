import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import { may } from "../access/access.rules.ts";
import { authorise } from "../access/authorise.ts";
import { hashOf } from "../access/secret.ts";
import { isVendorNow } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";

type Reader = Pick<ServiceContext, "actor" | "db">;

/**
 * Whether the caller may read a page: everybody a public one, whoever may read incidents an internal one (which is refused
 * by name), and an account's those who may see customers. A page that is not public has a link, too, whose `token` is all
 * that its reader needs. False says nothing but what is said where there is no page.
 */
export async function mayRead(ctx: Reader, page: StatusPageEntity, token: string | null): Promise<boolean> {
  if (page.kind === "PUBLIC" || (token !== null && page.tokenHash === hashOf(token))) return true;
  if (page.kind === "CUSTOMER") return may(ctx.actor, "incident:read") && !(await isVendorNow(ctx));
  authorise(ctx, "incident:read");
  return true;
}

/** The page, if there is one that the caller may read. NOT_FOUND in the same words for none and for one of which nobody is told; `field` names the page's input. */
export async function readable(ctx: Reader, page: StatusPageEntity | null, token: string | null, field = "slug"): Promise<StatusPageEntity> {
  if (page && (await mayRead(ctx, page, token))) return page;
  throw notFound("status page here", field);
}
