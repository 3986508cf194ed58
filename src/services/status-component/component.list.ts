import { needed } from "../directory/given.ts";
import type { List, Reference } from "../directory/list.ts";
import { checkComponent, type ComponentDraft, type ComponentInput } from "./check-component.ts";
import { linkComponents, type StoredComponent, storedComponents, writeComponents } from "./write-components.ts";

/** The components, as create, update and import know them. Their state is not theirs to say. */
export const COMPONENTS: List<ComponentInput, ComponentDraft, StoredComponent> = {
  name: "components",
  noun: "component",
  keyField: "slug",
  check: checkComponent,
  keyOf: ({ slug }) => slug,
  stored: storedComponents,

  references: ({ group, services = [] }) => [
    ...(group ? [{ list: "componentGroups", key: group, field: "group" } satisfies Reference] : []),
    ...services.map((key, at): Reference => ({ list: "services", key, field: `services.${at}` })),
  ],

  complete: (draft, before, { id, key, now, idOf }) => ({
    id,
    slug: key,
    name: draft.name ?? needed("name", "component", before?.name),
    description: draft.description === undefined ? (before?.description ?? null) : draft.description,
    groupId: draft.group === undefined ? (before?.groupId ?? null) : draft.group && idOf("componentGroups", draft.group),
    position: draft.position ?? before?.position ?? 0,
    isInternal: draft.internal ?? before?.isInternal ?? false,
    startsAt: draft.startsAt ?? before?.startsAt ?? now,
    state: before?.state ?? "OPERATIONAL",
    stateSince: before?.stateSince ?? now,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    serviceIds: draft.services?.map((slug) => idOf("services", slug)).sort() ?? before?.serviceIds ?? [],
  }),

  write: writeComponents,
  link: linkComponents,
};
