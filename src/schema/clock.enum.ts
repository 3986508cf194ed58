import { CLOCK_KINDS, CLOCK_STATES } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const ClockKindEnum = enumFrom("ClockKind", CLOCK_KINDS,
  "What a clock promises: where it starts, what meets it and whom its breach tells. Policy and plan set the spans.", {
    ACKNOWLEDGE:
      "From declaration; met by the first acknowledgement of a page or a role, or by triage. A " +
      "breach tells the ladder.",
    TRIAGE: "From detection; met by triage. A breach tells the ladder.",
    OWNERSHIP:
      "From declaration while there is neither commander nor owning team; met when an owner accepts. " +
      "10 minutes by default; a breach tells the incident lead.",
    FIRST_COMMUNICATION:
      "From triage; met by the first publication to a customer audience. A breach tells commander and Comms.",
    STATUS_PAGE:
      "From triage; met by a publication on the status page, or on a named fallback if the page is what is down. " +
      "A breach tells commander and Comms.",
    NEXT_UPDATE:
      "From each update, one clock per promise; met by the next update. A breach tells commander and Comms, " +
      "twice the interval escalates as NO_UPDATE.",
    RESOLVE: "From detection; met by resolving. A breach informs the executives once and pages nobody.",
    POST_MORTEM:
      "From resolution; met when the post-mortem is published. A breach tells its owner's lead in working hours.",
    RESOLUTION_EMAIL:
      "From resolution; met when the notice was sent to all affected. 4 hours by default; a breach " +
      "tells the Comms lead.",
    CSM_CALL:
      "From resolution, one clock per strategic account; met when the call is recorded. 24 hours by default; " +
      "a breach tells the account manager's lead in working hours.",
    REGRESSION_WATCH:
      "From resolution to the end of the watch; met by a confirmation that nothing came back. Its end asks the " +
      "commander and whoever watches for it.",
    RESOLUTION_NOTICE:
      "From resolution, one clock per audience that was told of the incident and not yet of its end; met by that " +
      "publication. 4 hours by default; a breach tells Comms.",
    EXECUTIVE_APOLOGY:
      "From the resolution of a recurring SEV1; met when its action is done. 24 hours by default; a breach tells " +
      "the customer success lead in working hours.",
  });

export const ClockStateEnum = enumFrom("ClockState", CLOCK_STATES, "How a promise stands.", {
  RUNNING: "It is open, with time left.",
  AT_RISK: "It is open and three quarters of its span have passed.",
  MET: "It was kept, or was done late: then `breachedAt` is set too.",
  BREACHED: "The deadline has passed and it is still owed.",
  STOPPED: "It is no longer owed; `stopReason` says why.",
});
