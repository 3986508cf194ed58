import type { StatusComponentEntity } from "../../entities/status-component.entity.ts";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { ServiceContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { list } from "../input.ts";
import { componentsOn } from "../status-page/read-page.ts";

const MOST = 500;

/** What somebody wants to be told of: everything, or these components of the page, by slug. */
export interface Choice {
  takesAll: boolean;
  componentIds: string[];
}

/** NULL and an empty list are everything. INVALID_INPUT for a component that is not on the page, whether or not there is one. */
export async function choiceOf(ctx: Pick<ServiceContext, "db">, page: StatusPageEntity, slugs: readonly string[] | null | undefined): Promise<Choice> {
  const wanted = new Set(list("components", slugs, MOST));
  if (wanted.size === 0) return { takesAll: true, componentIds: [] };
  return chosenFrom(await componentsOn(ctx, page), wanted);
}

export function chosenFrom(components: readonly Pick<StatusComponentEntity, "id" | "slug">[], wanted: ReadonlySet<string>): Choice {
  const bySlug = new Map(components.map(({ slug, id }) => [slug, id]));
  const unknown = [...wanted].find((slug) => !bySlug.has(slug));
  if (unknown !== undefined) throw invalid("components", `There is no component "${unknown.slice(0, 200)}" on this page`);
  return { takesAll: false, componentIds: [...wanted].map((slug) => bySlug.get(slug) as string) };
}

/** In place of what was chosen before. */
export async function choose({ db }: Pick<ServiceContext, "db">, subscriberId: string, { takesAll, componentIds }: Choice): Promise<void> {
  await db.query("update status_subscriber set takes_all = $2 where id = $1", [subscriberId, takesAll]);
  await db.query("delete from status_subscriber_component where subscriber_id = $1 and component_id <> all($2)", [subscriberId, componentIds]);
  await db.query("insert into status_subscriber_component select $1, unnest($2::uuid[]) on conflict do nothing", [subscriberId, componentIds]);
}
