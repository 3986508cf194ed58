import type { IncidentRole } from "./vocabulary.ts";

/** One level of a ladder: whoever holds one of the roles on the incident or in the owning team, has one of the titles, or is named. */
export interface LadderLevel {
  name: string;
  roles: IncidentRole[];
  /** Titles of responders, such as `VP Engineering`. */
  titles: string[];
  responderIds: string[];
  /** Whether all of the level have to acknowledge; else anyone's word stops the pages. */
  acknowledgedByAll: boolean;
}

/** Levels from the first that is paged to the last. */
export type Ladder = LadderLevel[];
