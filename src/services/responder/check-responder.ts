import type { ContactMethod, WorkingHours } from "../../entities/responder.entity.ts";
import { clearable, draftOf, kept, type Maybe } from "../directory/given.ts";
import { email } from "../directory/keys.ts";
import type { Draft } from "../directory/list.ts";
import { LIMITS, list, text } from "../input.ts";
import { type ContactMethodInput, contactMethods } from "./contact-method.ts";
import { timeZone } from "../time-zone.ts";
import { workingHours } from "./working-hours.ts";

export interface ResponderInput {
  email?: Maybe<string>;
  name?: Maybe<string>;
  /** Such as `VP Engineering`. */
  title?: Maybe<string>;
  teamSlug?: Maybe<string>;
  /** IANA name. */
  timeZone?: Maybe<string>;
  workingHours?: Maybe<WorkingHours>;
  /** In place of all of before. */
  contactMethods?: Maybe<readonly ContactMethodInput[]>;
}

export interface ResponderDraft extends Draft {
  name?: string;
  title?: string | null;
  teamSlug?: string | null;
  timeZone?: string;
  workingHours?: WorkingHours | null;
  contactMethods?: ContactMethod[];
}

const MOST_METHODS = 20;

export function checkResponder(input: ResponderInput): ResponderDraft {
  return draftOf({
    key: kept("email", input.email, email),
    name: kept("name", input.name, (field, name) => text(field, name, LIMITS.name)),
    title: clearable(input.title, null, (title) => text("title", title, LIMITS.name)),
    teamSlug: clearable(input.teamSlug, null, (slug) => text("teamSlug", slug, LIMITS.key)),
    timeZone: clearable(input.timeZone, "UTC", (zone) => timeZone("timeZone", zone)),
    workingHours: clearable(input.workingHours, null, workingHours),
    contactMethods: clearable(input.contactMethods, [], (methods) => contactMethods(list("contactMethods", methods, MOST_METHODS))),
  });
}
