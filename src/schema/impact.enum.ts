import { enumFrom } from "./enum-from.ts";

/** The words of `AffectedCustomerEntity.source`. */
export const AffectedSourceEnum = enumFrom("AffectedSource", ["LIST", "SEGMENT", "MERGE"],
  "How an affected customer came to be on an incident.", {
    LIST: "Named one by one, by external id.",
    SEGMENT: "Chosen by attributes.",
    MERGE: "Came along with a duplicate that was merged into this incident.",
  });
export type AffectedSource = keyof typeof AffectedSourceEnum;
