import type { PublicState, TemplateOccasion } from "../../entities/vocabulary.ts";

/** What a text is to tell, beside the facts on record. */
export interface About {
  publicState: PublicState;
  /** The next update that the text is to promise. */
  nextUpdateAt: Date | null;
  /** The incident ends as no incident, or goes on as another: the notice that closes what was published. */
  isCancelled?: boolean;
  /** It goes out as it is, and nobody reads it before. */
  isUnread?: boolean;
  /** What brings it about; progress, if nothing else is said. */
  occasion?: TemplateOccasion;
  /** The ETA of before, where that changed. */
  previousEta?: Date | null;
  /** A BCP 47 tag; the policy's language, if none is given. */
  language?: string;
  /** The templates to take, by name, in place of those that the hub would choose. */
  templates?: readonly string[];
}
