import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import type { StatusPageEntity } from "../entities/status-page.entity.ts";
import { Right } from "../schema/right.ts";
import { StatusOfInput } from "../schema/status-component.input.ts";
import { CreateStatusPageInput, UpdateStatusPageInput } from "../schema/status-page.input.ts";
import { StatusPageLinkType, StatusPageType } from "../schema/status-page.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as statusPages from "../services/status-page/index.ts";
import * as statusRender from "../services/status-render/index.ts";

/** One that was just deleted shows nothing any more. */
const viewOf = async (ctx: ServiceContext, page: StatusPageEntity): Promise<statusPages.PageView> =>
  (await load(ctx, statusPages.viewsOf, page.id)) ?? { page, groups: [], components: [], entries: [] };

type Follow = { args: { slug?: string | null; token?: string | null }; context: ServiceContext };

@Resolver(() => StatusPageType)
export class StatusPageResolver {
  @Right("status:read")
  @Query(() => StatusPageType, {
    nullable: true,
    description: "One status page, by its slug; the one at `/status` without. Null if there is none. A page that is not public needs incident:read or its link's token; without them that of an account is null, too.",
  })
  statusPage(
    @Ctx() ctx: ServiceContext,
    @Arg("slug", () => String, { nullable: true, description: "Its slug. Default: the public page." }) slug?: string,
    @Arg("token", () => String, { nullable: true, description: "The token of its link, for a page that is not public." }) token?: string,
  ) {
    return statusPages.findPage(ctx, { slug, token });
  }

  @Right("status:read")
  @Subscription(() => StatusPageType, {
    description: "The page as it is, then anew after each change, a few times a second at most. For whoever may read it by `statusPage`, and for as long; NOT_FOUND if there is none. Each message is the whole: after a cut nothing is missing.",
    subscribe: ({ args, context }: Follow) => statusPages.pagePicture(context, args) as never,
  })
  statusPageChanged(
    @Root() page: StatusPageEntity,
    @Arg("slug", () => String, { nullable: true, description: "Its slug. Default: the public page." }) _slug?: string,
    @Arg("token", () => String, { nullable: true, description: "The token of its link, for a page that is not public." }) _token?: string,
  ) {
    return page;
  }

  @Right("directory:read")
  @Query(() => [StatusPageType], { description: "The status pages, the default one first. Vendors are not told of those of accounts." })
  statusPages(@Ctx() ctx: ServiceContext) {
    return statusPages.listPages(ctx);
  }

  @Right("directory:write")
  @Mutation(() => StatusPageType, { description: "Makes a status page." })
  createStatusPage(@Ctx() ctx: ServiceContext, @Arg("input", () => CreateStatusPageInput, { description: "The page." }) input: CreateStatusPageInput) {
    return statusPages.createPage(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => StatusPageType, { description: "Changes a status page." })
  updateStatusPage(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateStatusPageInput, { description: "Which, and what becomes different." }) input: UpdateStatusPageInput) {
    return statusPages.updatePage(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => StatusPageLinkType, { description: "Makes a link that opens a page which is not public, in place of the one before, which ends at once. CONFLICT for a public page." })
  linkStatusPage(@Ctx() ctx: ServiceContext, @Arg("input", () => StatusOfInput, { description: "Which page." }) input: StatusOfInput) {
    return statusPages.linkPage(ctx, input);
  }

  @Right("directory:write")
  @Mutation(() => StatusPageType, { description: "Deletes a status page; what it showed stays. CONFLICT for the default page." })
  deleteStatusPage(@Ctx() ctx: ServiceContext, @Arg("input", () => StatusOfInput, { description: "Which page." }) input: StatusOfInput) {
    return statusPages.deletePage(ctx, input);
  }

  @FieldResolver()
  async state(@Root() page: StatusPageEntity, @Ctx() ctx: ServiceContext) {
    return statusRender.overallOf(await viewOf(ctx, page)).state;
  }

  @FieldResolver()
  async summary(@Root() page: StatusPageEntity, @Ctx() ctx: ServiceContext) {
    return statusRender.overallOf(await viewOf(ctx, page)).description;
  }

  @FieldResolver()
  async groups(@Root() page: StatusPageEntity, @Ctx() ctx: ServiceContext) {
    return (await viewOf(ctx, page)).groups;
  }

  @FieldResolver()
  async components(@Root() page: StatusPageEntity, @Ctx() ctx: ServiceContext) {
    return (await viewOf(ctx, page)).components;
  }

  @FieldResolver()
  async entries(@Root() page: StatusPageEntity, @Ctx() ctx: ServiceContext) {
    return statusPages.entriesOf(await viewOf(ctx, page));
  }

  @FieldResolver()
  async history(@Root() page: StatusPageEntity, @Ctx() ctx: ServiceContext) {
    return statusPages.historiesOf(ctx, await viewOf(ctx, page));
  }
}

@Resolver(() => StatusPageLinkType)
export class StatusPageLinkResolver {
  @FieldResolver(() => String)
  path(@Root() { page, token }: statusPages.Linked) {
    return `/status/${page.slug}?token=${token}`;
  }
}
