import { POST_MORTEM_DUTIES } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const PostMortemDutyEnum = enumFrom("PostMortemDuty", POST_MORTEM_DUTIES, "When a severity owes a post-mortem.", {
  MANDATORY: "Always.",
  ON_REQUEST: "If a customer asked for one or the incident recurs.",
  NONE: "Never; one may still be written.",
});
