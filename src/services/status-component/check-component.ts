import { asIs, clearable, draftOf, kept, type Maybe } from "../directory/given.ts";
import { slug } from "../directory/keys.ts";
import type { Draft } from "../directory/list.ts";
import { LIMITS, optionalText, text, whole } from "../input.ts";
import { serviceSlugs } from "../service/check-service.ts";
import { MOST_POSITION } from "./component-group.list.ts";

export interface ComponentInput {
  slug?: Maybe<string>;
  name?: Maybe<string>;
  description?: Maybe<string>;
  /** A group's slug. */
  group?: Maybe<string>;
  position?: Maybe<number>;
  internal?: Maybe<boolean>;
  startsAt?: Maybe<Date>;
  /** Slugs, in place of all of before. */
  services?: Maybe<readonly string[]>;
}

export interface ComponentDraft extends Draft {
  name?: string;
  description?: string | null;
  group?: string | null;
  position?: number;
  internal?: boolean;
  startsAt?: Date;
  services?: string[];
}

const MOST_SERVICES = 100;

export function checkComponent(input: ComponentInput): ComponentDraft {
  return draftOf({
    key: kept("slug", input.slug, slug),
    name: kept("name", input.name, (field, name) => text(field, name, LIMITS.name)),
    description: clearable(input.description, null, (value) => optionalText("description", value, LIMITS.note)),
    group: clearable(input.group, null, (value) => text("group", value, LIMITS.key)),
    position: clearable(input.position, 0, (value) => whole("position", value, 0, MOST_POSITION)),
    internal: clearable(input.internal, false, asIs),
    startsAt: clearable(input.startsAt, undefined, asIs),
    services: clearable(input.services, [], (slugs) => serviceSlugs("services", slugs, MOST_SERVICES)),
  });
}
