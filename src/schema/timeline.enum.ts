import { EVIDENCE_GRADES, HYPOTHESIS_STATES, TIMELINE_KINDS } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const TimelineKindEnum = enumFrom("TimelineKind", TIMELINE_KINDS, "What a timeline event records.", {
  DECLARED: "The incident was declared: always revision 1.",
  STATUS_CHANGED: "It moved in its lifecycle, by a reopen too.",
  SEVERITY_CHANGED: "Its severity was set, raised or lowered, or a change was proposed.",
  IMPACT_CHANGED: "What is known of the harm to customers changed.",
  ROLE_CHANGED: "Somebody took, accepted, handed off or gave up a role.",
  OWNER_CHANGED: "Another team owns it.",
  PLAN_APPLIED: "A version of a response plan came into force for it.",
  NOTE: "Somebody wrote something down.",
  UPDATE: "Somebody reported state, change and next step; meets the NEXT_UPDATE clock.",
  EVIDENCE: "Something that was observed, derived or reported; `grade` says how well it is founded.",
  HYPOTHESIS: "A possible cause; `hypothesis` says how it stands.",
  ASSUMPTION: "Something taken as true without proof.",
  DECISION: "Something that was decided, and why.",
  ACTION: "A next step was added or changed.",
  MITIGATION: "Progress of the work to end the impact.",
  ESCALATION: "An escalation began, climbed a level, was joined by a further cause or stopped.",
  PAGE: "Somebody was paged.",
  ACKNOWLEDGED: "Somebody took notice of a page.",
  COMMUNICATION: "A message was drafted, approved, published, superseded or retracted.",
  CLOCK: "A clock breached, or was stopped.",
  SIGNAL: "An alert, a ticket or another signal from outside joined the incident.",
  LINKED: "It was tied to another incident: merged, split, or marked as a recurrence.",
  AMENDED: "The text of an earlier event was corrected; that event itself stays as it was written.",
  PINNED: "An earlier event was pinned or unpinned.",
});

export const HypothesisStateEnum = enumFrom("HypothesisState", HYPOTHESIS_STATES, "How a suspected cause stands.", {
  OPEN: "Neither supported nor refuted yet.",
  SUPPORTED: "Evidence speaks for it.",
  REFUTED: "Evidence rules it out.",
});

export const EvidenceGradeEnum = enumFrom("EvidenceGrade", EVIDENCE_GRADES, "How well a statement is founded.", {
  OBSERVED: "Seen directly, in a metric or a log for instance.",
  DERIVED: "Concluded from what was observed.",
  REPORTED: "Said by somebody, not checked.",
  ASSUMED: "Taken as true without a source.",
});
