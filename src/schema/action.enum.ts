import { ACTION_STATES } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const ActionStateEnum = enumFrom("ActionState", ACTION_STATES, "How a next step stands.", {
  PENDING: "Nobody has begun.",
  IN_PROGRESS: "Somebody is on it.",
  DONE: "It was carried out.",
  DROPPED: "It will not be done here; the reason is kept.",
});
