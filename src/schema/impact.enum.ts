import { AFFECTED_SOURCES, FIGURE_SOURCES, IMPACT_FIGURES } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

const WAYS = {
  LIST: "Named one by one, by external id.",
  SEGMENT: "Chosen by attributes.",
  USAGE: "They use the service that the incident is about, or one that depends on it.",
  LOG: "Their ids stood in a text that somebody pasted.",
  IMPORT: "Came with a file, by `muster import affected`.",
  CRM: "Pulled from the CRM.",
  MERGE: "Came along with a duplicate that was merged into this incident.",
};

/** The words of `AffectedCustomerEntity.source`. */
export const AffectedSourceEnum = enumFrom("AffectedSource", AFFECTED_SOURCES, "How an affected customer came to be on an incident.", WAYS);

export const FigureSourceEnum = enumFrom("FigureSource", FIGURE_SOURCES, "Where a figure of the impact comes from: somebody's word, or how the newest accounts behind it came.", {
  STATED: "Somebody said so.",
  ...WAYS,
  DIRECTORY: "The accounts' own figures changed in the directory.",
});

export const ImpactFigureEnum = enumFrom("ImpactFigureName", IMPACT_FIGURES, "The figures of an impact whose source and age are kept.", {
  CUSTOMERS_STATED: "The estimate, `customersStated`, with its range.",
  CUSTOMERS_COUNTED: "The accounts known by name.",
  STRATEGIC_AFFECTED: "`strategicAffected`.",
  REVENUE_AT_RISK: "`revenueAtRisk` and its total.",
  FEATURE_STATE: "`featureState`.",
  WORKAROUND: "`workaround`.",
  DATA_LOSS_RISK: "`dataLossRisk`.",
  EXPANDING: "`expanding`.",
});
