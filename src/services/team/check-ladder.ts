import type { LadderLevel } from "../../entities/ladder.ts";
import { INCIDENT_ROLES, type IncidentRole } from "../../entities/vocabulary.ts";
import type { Maybe } from "../directory/given.ts";
import { email } from "../directory/keys.ts";
import { invalid } from "../errors.ts";
import { LIMITS, list, text } from "../input.ts";

export interface LadderLevelInput {
  name: string;
  roles?: Maybe<readonly IncidentRole[]>;
  titles?: Maybe<readonly string[]>;
  responderEmails?: Maybe<readonly string[]>;
  acknowledgedByAll?: Maybe<boolean>;
}

/** A level whose people are still named by address. */
export interface LadderLevelDraft extends Omit<LadderLevel, "responderIds"> {
  responderEmails: string[];
}

const MOST_LEVELS = 10;
const MOST_NAMED = 50;

export function checkLadder(levels: readonly LadderLevelInput[]): LadderLevelDraft[] {
  if (levels.length === 0) throw invalid("ladder", "ladder needs a level; null goes back to the policy's ladder");
  return list("ladder", levels, MOST_LEVELS).map(levelOf);
}

function levelOf(level: LadderLevelInput, at: number): LadderLevelDraft {
  const field = (name: string) => `ladder.${at}.${name}`;
  const texts = (name: string, values: Maybe<readonly string[]>, check: (field: string, value: string) => string) =>
    [...new Set(list(field(name), values, MOST_NAMED).map((value, place) => check(`${field(name)}.${place}`, value)))];
  const checked = {
    name: text(field("name"), level.name, LIMITS.name),
    roles: [...new Set(list(field("roles"), level.roles, INCIDENT_ROLES.length))],
    titles: texts("titles", level.titles, (name, title) => text(name, title, LIMITS.name)),
    responderEmails: texts("responderEmails", level.responderEmails, email),
    acknowledgedByAll: level.acknowledgedByAll ?? false,
  };
  if (checked.roles.length + checked.titles.length + checked.responderEmails.length > 0) return checked;
  throw invalid(`ladder.${at}`, `Level "${checked.name}" names nobody: give roles, titles or responderEmails`);
}
