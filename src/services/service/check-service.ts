import { clearable, draftOf, kept, type Maybe } from "../directory/given.ts";
import { slug } from "../directory/keys.ts";
import type { Draft } from "../directory/list.ts";
import { LIMITS, list, text, whole } from "../input.ts";

export interface ServiceInput {
  slug?: Maybe<string>;
  name?: Maybe<string>;
  /** 1 (the business stops) to 4. */
  tier?: Maybe<number>;
  ownerTeamSlug?: Maybe<string>;
  /** Slugs, in place of all of before. */
  dependsOn?: Maybe<readonly string[]>;
}

export interface ServiceDraft extends Draft {
  name?: string;
  tier?: number;
  ownerTeamSlug?: string | null;
  dependsOn?: string[];
}

/** More would be no list that a person keeps. */
const MOST_DEPENDENCIES = 500;

export function checkService(input: ServiceInput): ServiceDraft {
  return draftOf({
    key: kept("slug", input.slug, slug),
    name: kept("name", input.name, (field, name) => text(field, name, LIMITS.name)),
    tier: kept("tier", input.tier, (field, tier) => whole(field, tier, 1, 4)),
    ownerTeamSlug: clearable(input.ownerTeamSlug, null, (team) => text("ownerTeamSlug", team, LIMITS.key)),
    dependsOn: clearable(input.dependsOn, [], (slugs) => serviceSlugs("dependsOn", slugs, MOST_DEPENDENCIES)),
  });
}

/** Each slug once. */
export const serviceSlugs = (field: string, slugs: readonly string[], max: number): string[] =>
  [...new Set(list(field, slugs, max).map((slug, at) => text(`${field}.${at}`, slug, LIMITS.key)))];
