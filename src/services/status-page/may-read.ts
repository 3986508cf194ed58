import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import { authorise } from "../access/authorise.ts";
import { hashOf } from "../access/secret.ts";
import { refuseVendors } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";

/**
 * Whether the caller may read a page: everybody a public one, whoever may read incidents an internal one, and an account's
 * those who may see customers. A page that is not public has a link, too, whose `token` is all that its reader needs.
 * That there is a page for an account is not told.
 */
export async function refuseReader(ctx: Pick<ServiceContext, "actor" | "db">, page: StatusPageEntity, token: string | null): Promise<void> {
  if (page.kind === "PUBLIC" || (token !== null && page.tokenHash === hashOf(token))) return;
  if (page.kind === "CUSTOMER" && ctx.actor.role === "PUBLIC") throw notFound("status page here", "slug");
  authorise(ctx, "incident:read");
  if (page.kind === "CUSTOMER") await refuseVendors(ctx);
}
