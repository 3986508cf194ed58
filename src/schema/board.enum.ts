import { BOARD_CHANGE_KINDS } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const BoardChangeKindEnum = enumFrom("BoardChangeKind", BOARD_CHANGE_KINDS, "How to apply a message.", {
  SNAPSHOT: "Forget what you have: `incidents` is the whole board.",
  CHANGED: "Put `incidents` in place of their older versions and take out those in `removed`.",
});
