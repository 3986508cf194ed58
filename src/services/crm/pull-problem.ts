import type { CrmFault } from "../../entities/crm-vocabulary.ts";

/** The settings that a problem may lie with, by their names in the input. */
export type CrmPart = "url" | "secret" | "items" | "next" | "mostPages";

/** Why a CRM cannot be read on; for whoever set it up. */
export class PullProblem extends Error {
  constructor(
    readonly fault: CrmFault,
    /** Where to look first. */
    readonly part: CrmPart,
    message: string,
  ) {
    super(message);
  }
}
