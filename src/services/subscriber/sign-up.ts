import type { StatusComponentEntity } from "../../entities/status-component.entity.ts";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { ServiceContext } from "../context.ts";
import { componentsOn } from "../status-page/read-page.ts";
import { subscriberByAnswer } from "./confirm.ts";
import { pageBySlug, pageOfSubscriber } from "./subscriber.store.ts";

/** What somebody chooses from who wants to be told what a page says, if they may read it. */
export async function signUp(ctx: ServiceContext, { page: slug, token }: { page: string | null; token: string | null }): Promise<{ page: StatusPageEntity; components: StatusComponentEntity[] }> {
  const page = await pageBySlug(ctx, slug, token);
  return { page, components: await componentsOn(ctx, page) };
}

/** What the link of a question asks. */
export async function asked(ctx: ServiceContext, answer: string): Promise<{ page: StatusPageEntity; address: string; language: string | null }> {
  const subscriber = await subscriberByAnswer(ctx, answer);
  return { page: await pageOfSubscriber(ctx, subscriber), address: subscriber.address, language: subscriber.language };
}
