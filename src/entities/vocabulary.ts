/** The closed sets of words that the tables, the API and the rules share (product rules, section 1). */

export const INCIDENT_STATUSES = ["DETECTED", "TRIAGED", "MITIGATING", "RESOLVED", "POST_MORTEM", "CLOSED", "CANCELLED"] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** Worst first. */
export const SEVERITIES = ["SEV1", "SEV2", "SEV3", "SEV4"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const FEATURE_STATES = ["UP", "MINOR", "DEGRADED", "DOWN"] as const;
export type FeatureState = (typeof FEATURE_STATES)[number];

export const INCIDENT_SOURCES = ["MONITORING", "CUSTOMER", "SUPPORT", "INTERNAL", "INTEGRATION"] as const;
export type IncidentSource = (typeof INCIDENT_SOURCES)[number];

export const STRATEGIES = ["CONTAIN_FIRST", "DIAGNOSE_FIRST"] as const;
export type Strategy = (typeof STRATEGIES)[number];

export const CAUSE_CLASSES = ["INFRASTRUCTURE", "CODE", "CONFIGURATION", "THIRD_PARTY", "DATA", "UNKNOWN"] as const;
export type CauseClass = (typeof CAUSE_CLASSES)[number];

export const INCIDENT_ROLES = [
  "INCIDENT_COMMANDER", "TECHNICAL_LEAD", "CUSTOMER_COMMS", "CS_LIAISON",
  "ENGINEERING_LEAD", "ENGINEERING_ON_CALL", "ENGINEERING_MANAGER", "PRODUCT_LEAD", "PRODUCT_MANAGER",
  "SUPPORT_LEAD", "SUPPORT", "CS_LEAD", "COMMS", "EXECUTIVE", "SCRIBE", "EXPERT", "VENDOR",
] as const;
export type IncidentRole = (typeof INCIDENT_ROLES)[number];

export const ACCESS_ROLES = ["PUBLIC", "VIEWER", "RESPONDER", "INCIDENT_MANAGER", "ADMIN", "INTEGRATION"] as const;
export type AccessRole = (typeof ACCESS_ROLES)[number];

/** Those that a person may have, the least first. */
export const PERSON_ROLES = ["VIEWER", "RESPONDER", "INCIDENT_MANAGER", "ADMIN"] as const satisfies readonly AccessRole[];
export type PersonRole = (typeof PERSON_ROLES)[number];

export const SCOPES = ["signals:write", "incidents:read", "incidents:write", "communications:publish", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

export const TIMELINE_KINDS = [
  "DECLARED", "STATUS_CHANGED", "SEVERITY_CHANGED", "IMPACT_CHANGED", "ROLE_CHANGED", "OWNER_CHANGED", "PLAN_APPLIED",
  "NOTE", "UPDATE", "EVIDENCE", "HYPOTHESIS", "ASSUMPTION", "DECISION", "ACTION", "MITIGATION", "ESCALATION", "PAGE",
  "ACKNOWLEDGED", "COMMUNICATION", "CLOCK", "SIGNAL", "LINKED", "AMENDED", "PINNED",
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export const HYPOTHESIS_STATES = ["OPEN", "SUPPORTED", "REFUTED"] as const;
export type HypothesisState = (typeof HYPOTHESIS_STATES)[number];

export const EVIDENCE_GRADES = ["OBSERVED", "DERIVED", "REPORTED", "ASSUMED"] as const;
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

export const MITIGATION_PROGRESS = ["IDENTIFIED", "IN_PROGRESS", "DEPLOYED", "VERIFIED"] as const;
export type MitigationProgress = (typeof MITIGATION_PROGRESS)[number];

export const ACTION_STATES = ["PENDING", "IN_PROGRESS", "DONE", "DROPPED"] as const;
export type ActionState = (typeof ACTION_STATES)[number];

export const CLOCK_KINDS = [
  "ACKNOWLEDGE", "TRIAGE", "OWNERSHIP", "FIRST_COMMUNICATION", "STATUS_PAGE", "NEXT_UPDATE", "RESOLVE",
  "POST_MORTEM", "RESOLUTION_EMAIL", "CSM_CALL", "REGRESSION_WATCH",
  "RESOLUTION_NOTICE", "EXECUTIVE_APOLOGY",
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

export const CLOCK_STATES = ["RUNNING", "AT_RISK", "MET", "BREACHED", "STOPPED"] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

export const ESCALATION_TRIGGERS = [
  "NO_UPDATE", "CUSTOMERS_DOUBLED", "STRATEGIC_REQUEST", "DATA_INTEGRITY", "ACK_TIMEOUT", "OWNERSHIP_AMBIGUOUS",
  "CLOCK_BREACHED", "MANUAL",
] as const;
export type EscalationTrigger = (typeof ESCALATION_TRIGGERS)[number];

/** A page wants an acknowledgement; what is told wants none. */
export const NOTIFICATION_KINDS = ["PAGE", "TOLD"] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** The ways to reach somebody. */
export const CHANNEL_KINDS = ["EMAIL", "SMS", "VOICE", "SLACK", "TEAMS", "WEBHOOK"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** SENT: the remote has accepted it. FAILED: an attempt failed and another is due. DEAD: refused for good, or out of attempts. STOPPED: it lost its point before it was sent. */
export const DELIVERY_STATES = ["PENDING", "SENDING", "SENT", "FAILED", "DEAD", "STOPPED"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How an attempt ended. UNKNOWN: whoever made it did not live to tell. */
export const ATTEMPT_OUTCOMES = ["ACCEPTED", "RETRY", "REFUSED", "UNKNOWN"] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

export const AUDIENCES = ["STATUS_PAGE", "IN_APP_BANNER", "AFFECTED_CUSTOMERS", "STRATEGIC_ACCOUNTS", "INTERNAL", "EXECUTIVES"] as const;
export type Audience = (typeof AUDIENCES)[number];

export const PUBLIC_STATES = ["INVESTIGATING", "IDENTIFIED", "MONITORING", "RESOLVED"] as const;
export type PublicState = (typeof PUBLIC_STATES)[number];

export const COMMUNICATION_STATES = ["DRAFT", "APPROVED", "PUBLISHED", "SUPERSEDED", "RETRACTED"] as const;
export type CommunicationState = (typeof COMMUNICATION_STATES)[number];

/** Who put a message's words together: the hub's templates, a language model, or a person. */
export const COMMUNICATION_ORIGINS = ["TEMPLATE", "MODEL", "PERSON"] as const;
export type CommunicationOrigin = (typeof COMMUNICATION_ORIGINS)[number];

/** What brings a message about: progress, a changed ETA, an end as no incident or within another, a recurrence to be sorry for. */
export const TEMPLATE_OCCASIONS = ["STATUS", "ETA_CHANGED", "CLOSING", "APOLOGY"] as const;
export type TemplateOccasion = (typeof TEMPLATE_OCCASIONS)[number];

export const GUARDRAIL_RULES = ["SPECULATION", "BLAME", "NEXT_UPDATE_MISSING", "WORKAROUND_MISSING", "ROOT_CAUSE_INTERNAL"] as const;
export type GuardrailRule = (typeof GUARDRAIL_RULES)[number];

export const OUTREACH_TIERS = ["ACTIVE_ESCALATION", "RENEWAL_WINDOW", "EXECUTIVE_SPONSOR", "HIGH_USAGE", "OTHER"] as const;
export type OutreachTier = (typeof OUTREACH_TIERS)[number];

/** How far the outreach to one account is. */
export const OUTREACH_STATES = ["PLANNED", "SENT", "CALLED", "ANSWERED", "DECLINED", "REMEDIATION_OFFERED"] as const;
export type OutreachState = (typeof OUTREACH_STATES)[number];

/** How an affected account came to be on an incident. */
export const AFFECTED_SOURCES = ["LIST", "SEGMENT", "USAGE", "LOG", "IMPORT", "CRM", "MERGE"] as const;
export type AffectedSource = (typeof AFFECTED_SOURCES)[number];

/** Where a figure of the impact comes from. DIRECTORY: the accounts' own figures changed. */
export const FIGURE_SOURCES = ["STATED", ...AFFECTED_SOURCES, "DIRECTORY"] as const;
export type FigureSource = (typeof FIGURE_SOURCES)[number];

/** The figures whose source and age are kept. */
export const IMPACT_FIGURES = [
  "CUSTOMERS_STATED", "CUSTOMERS_COUNTED", "STRATEGIC_AFFECTED", "REVENUE_AT_RISK", "FEATURE_STATE", "WORKAROUND", "DATA_LOSS_RISK", "EXPANDING",
] as const;
export type ImpactFigure = (typeof IMPACT_FIGURES)[number];

export const POST_MORTEM_DUTIES = ["MANDATORY", "ON_REQUEST", "NONE"] as const;
export type PostMortemDuty = (typeof POST_MORTEM_DUTIES)[number];

export const BOARD_CHANGE_KINDS = ["SNAPSHOT", "CHANGED"] as const;
export type BoardChangeKind = (typeof BOARD_CHANGE_KINDS)[number];

/** What a refusal can be; anything else that is thrown is a bug and is masked. */
export const ERROR_CODES = [
  "NOT_FOUND", "INVALID_INPUT", "ILLEGAL_TRANSITION", "STALE_REVISION", "IDEMPOTENCY_KEY_REUSED", "CONFLICT", "GUARDRAIL",
  "FORBIDDEN", "UNAUTHENTICATED", "RATE_LIMITED", "TOO_COMPLEX", "CURSOR_EXPIRED", "UNAVAILABLE", "INTERNAL_SERVER_ERROR",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What a rotation counts its turns in. */
export const ROTATION_UNITS = ["HOURS", "DAYS", "WEEKS", "MONTHS"] as const;
export type RotationUnit = (typeof ROTATION_UNITS)[number];

/** How a rotation counts: units from its start, calendar days, weeks and months, or only days on duty. */
export const TURN_COUNTS = ["FROM_START", "CALENDAR", "ON_DUTY"] as const;
export type TurnCount = (typeof TURN_COUNTS)[number];

/** Whether a turn's length is that of the wall clock or of time passed; they differ when clocks change. */
export const HAND_OFF_CLOCKS = ["WALL_CLOCK", "ELAPSED"] as const;
export type HandOffClock = (typeof HAND_OFF_CLOCKS)[number];

export const OVERRIDE_KINDS = ["REPLACE", "ADD", "REMOVE", "TAKE_OVER"] as const;
export type OverrideKind = (typeof OVERRIDE_KINDS)[number];

export const STATUS_PAGE_KINDS = ["PUBLIC", "INTERNAL", "CUSTOMER"] as const;
export type StatusPageKind = (typeof STATUS_PAGE_KINDS)[number];

/** How a part of the status page does, the worst last. */
export const COMPONENT_STATES = ["OPERATIONAL", "UNDER_MAINTENANCE", "DEGRADED_PERFORMANCE", "PARTIAL_OUTAGE", "MAJOR_OUTAGE"] as const;
export type ComponentState = (typeof COMPONENT_STATES)[number];

export const STATUS_ENTRY_KINDS = ["INCIDENT", "MAINTENANCE"] as const;
export type StatusEntryKind = (typeof STATUS_ENTRY_KINDS)[number];

/** How much an entry of the status page takes away, the worst last. */
export const STATUS_IMPACTS = ["NONE", "MAINTENANCE", "MINOR", "MAJOR", "CRITICAL"] as const;
export type StatusImpact = (typeof STATUS_IMPACTS)[number];

export const MAINTENANCE_STATES = ["SCHEDULED", "IN_PROGRESS", "VERIFYING", "COMPLETED", "CANCELLED"] as const;
export type MaintenanceState = (typeof MAINTENANCE_STATES)[number];

/** Of an entry of the status page: the first four of an incident's, the others of a maintenance's. */
export const STATUS_ENTRY_STATES = [...PUBLIC_STATES, ...MAINTENANCE_STATES] as const;
export type StatusEntryState = (typeof STATUS_ENTRY_STATES)[number];

export const SUBSCRIBER_KINDS = ["EMAIL", "WEBHOOK"] as const satisfies readonly ChannelKind[];
export type SubscriberKind = (typeof SUBSCRIBER_KINDS)[number];

/** Who brought a subscriber: they themselves, somebody who manages the page, or a list. */
export const SUBSCRIBER_ORIGINS = ["SELF", "ADMIN", "IMPORT"] as const;
export type SubscriberOrigin = (typeof SUBSCRIBER_ORIGINS)[number];

/** Computed, not kept. */
export const SUBSCRIBER_STATES = ["PENDING", "ACTIVE", "UNSUBSCRIBED", "STOPPED"] as const;
export type SubscriberState = (typeof SUBSCRIBER_STATES)[number];

export const TELLING_KINDS = ["UPDATE", "RETRACTION", "REMINDER"] as const;
export type TellingKind = (typeof TELLING_KINDS)[number];
