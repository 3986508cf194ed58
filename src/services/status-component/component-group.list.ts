import { StatusComponentGroupEntity } from "../../entities/status-component.entity.ts";
import type { ServiceContext } from "../context.ts";
import { clearable, draftOf, kept, type Maybe, needed } from "../directory/given.ts";
import { slug } from "../directory/keys.ts";
import type { Draft, List } from "../directory/list.ts";
import { rename } from "../directory/rename.ts";
import { LIMITS, optionalText, text, whole } from "../input.ts";
import { insertion, recordset, select } from "../rows.ts";

export interface ComponentGroupInput {
  slug?: Maybe<string>;
  name?: Maybe<string>;
  description?: Maybe<string>;
  position?: Maybe<number>;
}

export interface ComponentGroupDraft extends Draft {
  name?: string;
  description?: string | null;
  position?: number;
}

export const MOST_POSITION = 1_000_000;

/** The groups of components, as create, update and import know them. */
export const COMPONENT_GROUPS: List<ComponentGroupInput, ComponentGroupDraft, StatusComponentGroupEntity> = {
  name: "componentGroups",
  noun: "group",
  keyField: "slug",
  keyOf: ({ slug }) => slug,
  check: (input) => draftOf({
    key: kept("slug", input.slug, slug),
    name: kept("name", input.name, (field, name) => text(field, name, LIMITS.name)),
    description: clearable(input.description, null, (value) => optionalText("description", value, LIMITS.note)),
    position: clearable(input.position, 0, (value) => whole("position", value, 0, MOST_POSITION)),
  }),
  stored: (ctx, slugs, ids) => select(ctx, StatusComponentGroupEntity, "where slug = any($1) or id = any($2)", [slugs, ids]),
  references: () => [],
  complete: (draft, before, { id, key, now }) => ({
    id,
    slug: key,
    name: draft.name ?? needed("name", "group", before?.name),
    description: draft.description === undefined ? (before?.description ?? null) : draft.description,
    position: draft.position ?? before?.position ?? 0,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  }),
  write: async (ctx: ServiceContext, groups) => {
    await ctx.db.query(`${insertion(ctx, StatusComponentGroupEntity)} on conflict (id) do update set
      name = excluded.name, description = excluded.description, position = excluded.position, updated_at = excluded.updated_at`, [recordset(ctx, StatusComponentGroupEntity, groups)]);
    await rename(ctx, "status_component_group", groups);
  },
};
