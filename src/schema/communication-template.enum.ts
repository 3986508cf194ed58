import { TEMPLATE_OCCASIONS } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const TemplateOccasionEnum = enumFrom("TemplateOccasion", TEMPLATE_OCCASIONS, "What brings a message about.", {
  STATUS: "Progress: a first word, an update, the resolution. It stands in for an occasion that has no words of its own.",
  ETA_CHANGED: "The time of recovery was given, moved or taken back.",
  CLOSING: "The incident was none after all, or goes on as another.",
  APOLOGY: "A word of regret, such as that of an executive for what has happened before. Made only when it is asked for by name.",
});
