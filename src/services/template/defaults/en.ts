import type { Audience, PublicState } from "../../../entities/vocabulary.ts";
import { anyState, type BuiltIn, perState } from "./built-in.ts";
import { LETTERS } from "./en-letters.ts";

const STATES: Record<PublicState, string> = {
  INVESTIGATING: "We are investigating.",
  IDENTIFIED: "We have identified the issue and are working on a fix.",
  MONITORING: "A fix has been deployed and we are monitoring recovery.",
  RESOLVED: "This incident has been resolved.",
};

const TITLE = "{% if drill %}[Drill] {% endif %}{{ title }}";
const WHAT = "{{ title | sentence }}{% if impact %} {{ impact | sentence }}{% endif %}";
const SERVICE = "{% if service %} Affected service: {{ service | sentence }}{% endif %}";
const SORRY = " We are sorry for the disruption.";
const WORKAROUND = "{% if workaround %} Workaround: {{ workaround | sentence }}{% endif %}";
const ETA = "{% if eta %} We expect recovery by {{ eta | time }}.{% endif %}";
const NEXT = "{% if nextUpdateAt %} Next update by {{ nextUpdateAt | time }}.{% endif %}";
/** For texts of any state. */
const STATUS = ` {% case publicState %}{% when 'INVESTIGATING' %}${STATES.INVESTIGATING}{% when 'IDENTIFIED' %}${STATES.IDENTIFIED}{% when 'MONITORING' %}${STATES.MONITORING}{% else %}${STATES.RESOLVED}{% endcase %}`;
/** Said of an ETA that moved, and of one that was taken back. */
const CHANGED = "{% if eta %} We now expect recovery by {{ eta | time }}{% if previousEta %}, instead of {{ previousEta | time }}{% endif %}."
  + "{% else %} The recovery time that we gave earlier no longer stands, and we will share a new one as soon as we have it.{% endif %}";
const CLOSED = 'We have looked into "{{ title }}" and {% if merged %}are handling it together with a related incident{% else %}found no ongoing issue{% endif %}. This notice is closed.';

const page = (state: PublicState) => ({ subject: TITLE, body: `${WHAT} ${STATES[state]}${SERVICE}${SORRY}${WORKAROUND}${ETA}${NEXT}` });
const banner = (state: PublicState) => ({ subject: TITLE, body: `{{ title | sentence }} ${STATES[state]}${WORKAROUND}${ETA}${NEXT}` });
const OVER = { subject: `{% if drill %}[Drill] {% endif %}Resolved: {{ title }}` };

const CURRENT = "{% case publicState %}{% when 'INVESTIGATING' %}We are investigating.{% when 'IDENTIFIED' %}The issue is identified and a fix is in progress."
  + "{% when 'MONITORING' %}A fix is deployed and recovery is being monitored.{% else %}Resolved{% if resolvedAt %} at {{ resolvedAt | time }}{% endif %}.{% endcase %}";
const COUNTS = "{{ customersAffected | number }} customers affected, {{ strategicAffected | number }} strategic.";
const STAFF_SUBJECT = "{% if drill %}[Drill] {% endif %}{% if publicState == 'RESOLVED' %}Resolved: {% endif %}{{ severity }} {{ reference }}: {{ title }}";
const STAFF_TIMES = "{% if eta %}\nETA: {{ eta | time }}{% if previousEta %} (was {{ previousEta | time }}){% endif %}{% elsif previousEta %}\nETA: taken back (was {{ previousEta | time }}){% endif %}"
  + "{% if resolveDueAt %}\nTo be resolved by: {{ resolveDueAt | time }}{% endif %}{% if nextUpdateAt %}\nNext update by {{ nextUpdateAt | time }}.{% endif %}";
const STAFF_PEOPLE = "\n\n{% if commander %}Commander: {{ commander }}\n{% else %}Commander: nobody yet\n{% endif %}{% if roles %}{{ roles }}\n{% endif %}Channel: {{ channel }}{% if bridge %}\nBridge: {{ bridge }}{% endif %}";

const INTERNAL = {
  subject: STAFF_SUBJECT,
  body: `{{ severity }} {{ reference }}: ${WHAT}\n\nImpact: ${COUNTS}{% if service %} Service: {{ service | sentence }}{% endif %}\nStatus: ${CURRENT}\nSince: {{ startedAt | time }}`
    + `{% if workaround %}\nWorkaround: {{ workaround | sentence }}{% endif %}${STAFF_TIMES}${STAFF_PEOPLE}`,
};
const EXECUTIVES = {
  subject: STAFF_SUBJECT,
  body: `Business impact: ${COUNTS}{% if revenueAtRisk %} Annual recurring revenue at risk: {{ revenueAtRisk }}.{% endif %}`
    + "{% if workaround %} Workaround: {{ workaround | sentence }}{% elsif publicState == 'INVESTIGATING' or publicState == 'IDENTIFIED' %} There is no workaround so far.{% endif %}"
    + `\n\n{{ severity }} {{ reference }}: ${WHAT}\nStatus: ${CURRENT}${STAFF_TIMES}\n\n{% if commander %}Commander: {{ commander }}{% else %}Commander: nobody yet{% endif %}{% if bridge %}\nBridge: {{ bridge }}{% endif %}`,
};

const staff = (audience: Audience, words: typeof INTERNAL): BuiltIn[] => [
  anyState("en", audience, `${audience.toLowerCase()}_status`, words),
  anyState("en", audience, `${audience.toLowerCase()}_closing`, { subject: `Closed: {{ reference }}: {{ title }}`, body: `{{ reference }}: ${CLOSED}` }, { occasion: "CLOSING" }),
];

const short = (audience: Audience, change: string): BuiltIn[] => [
  anyState("en", audience, `${audience.toLowerCase()}_eta_changed`, { subject: "{% if drill %}[Drill] {% endif %}Update: {{ title }}", body: change }, { occasion: "ETA_CHANGED" }),
  anyState("en", audience, `${audience.toLowerCase()}_closing`, { subject: "{% if drill %}[Drill] {% endif %}Closed: {{ title }}", body: CLOSED }, { occasion: "CLOSING" }),
];

/** English. What happened, impact, status, ETA if known, next update (seed 002, phase 4); executives read business impact first. */
export const EN: readonly BuiltIn[] = [
  ...perState("en", "STATUS_PAGE", {
    INVESTIGATING: page("INVESTIGATING"), IDENTIFIED: page("IDENTIFIED"), MONITORING: page("MONITORING"),
    RESOLVED: { ...OVER, body: `${WHAT} ${STATES.RESOLVED}${SORRY} Thank you for your patience.` },
  }),
  ...short("STATUS_PAGE", `${WHAT}${STATUS}${CHANGED}${SERVICE}${SORRY}${WORKAROUND}${NEXT}`),
  ...perState("en", "IN_APP_BANNER", {
    INVESTIGATING: banner("INVESTIGATING"), IDENTIFIED: banner("IDENTIFIED"), MONITORING: banner("MONITORING"),
    RESOLVED: { ...OVER, body: `{{ title | sentence }} ${STATES.RESOLVED} Thank you for your patience.` },
  }),
  ...short("IN_APP_BANNER", `{{ title | sentence }}${STATUS}${CHANGED}${WORKAROUND}${NEXT}`),
  ...LETTERS,
  ...staff("INTERNAL", INTERNAL),
  ...staff("EXECUTIVES", EXECUTIVES),
];
