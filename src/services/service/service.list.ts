import { needed } from "../directory/given.ts";
import type { List, Reference } from "../directory/list.ts";
import { checkService, type ServiceDraft, type ServiceInput } from "./check-service.ts";
import { refuseCircles } from "./refuse-circles.ts";
import { linkDependencies, type StoredService, storedServices, writeServices } from "./write-services.ts";

/** The services, as create, update and import know them. */
export const SERVICES: List<ServiceInput, ServiceDraft, StoredService> = {
  name: "services",
  noun: "service",
  keyField: "slug",
  check: checkService,
  keyOf: ({ slug }) => slug,
  stored: storedServices,

  references: ({ ownerTeamSlug, dependsOn = [] }) => [
    ...(ownerTeamSlug ? [{ list: "teams", key: ownerTeamSlug, field: "ownerTeamSlug" } satisfies Reference] : []),
    ...dependsOn.map((key, at): Reference => ({ list: "services", key, field: `dependsOn.${at}` })),
  ],

  complete: (draft, before, { id, key, now, idOf }) => ({
    id,
    slug: key,
    name: draft.name ?? needed("name", "service", before?.name),
    tier: draft.tier ?? needed("tier", "service", before?.tier),
    ownerTeamId: draft.ownerTeamSlug === undefined ? (before?.ownerTeamId ?? null) : draft.ownerTeamSlug && idOf("teams", draft.ownerTeamSlug),
    updatedAt: now,
    dependsOnIds: draft.dependsOn?.map((slug) => idOf("services", slug)).sort() ?? before?.dependsOnIds ?? [],
  }),

  refusals: refuseCircles,
  write: writeServices,
  link: linkDependencies,
};
