import { FEATURE_STATES, SEVERITIES } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const SeverityEnum = enumFrom("Severity", SEVERITIES,
  "How bad an incident is, SEV1 the worst. Clocks, pages, roles and audiences follow from it through its response plan.", {
    SEV1:
      "A risk of losing data, or a widespread outage: DOWN for a quarter of a service's customers, or " +
      "for a thousand of them.",
    SEV2: "Something important is down, or many customers, much revenue or a strategic account are hit.",
    SEV3: "A part works badly for some, or nothing speaks for another severity.",
    SEV4: "Minor, with a workaround; it goes to the queue and pages nobody.",
  });

export const FeatureStateEnum = enumFrom("FeatureState", FEATURE_STATES, "How well the affected feature still works.", {
  UP: "It works.",
  MINOR: "The job can be done, but worse.",
  DEGRADED: "It fails at times or is unusably slow.",
  DOWN: "The job cannot be done.",
});
