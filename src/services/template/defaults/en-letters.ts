import { anyState, type BuiltIn } from "./built-in.ts";

const DRILL = "{% if drill %}[Drill] {% endif %}";
const WHAT = "{{ title | sentence }}{% if impact %} {{ impact | sentence }}{% endif %}";
const STATUS = "{% case publicState %}{% when 'INVESTIGATING' %}We are investigating.{% when 'IDENTIFIED' %}We have identified the issue and are working on a fix."
  + "{% when 'MONITORING' %}A fix has been deployed and we are monitoring recovery.{% else %}This incident has been resolved{% if resolvedAt %}, at {{ resolvedAt | time }}{% endif %}.{% endcase %}";
const WORKAROUND = "{% if workaround %}\n\nWhat you can do in the meantime: {{ workaround | sentence }}{% endif %}";
const ETA = "{% if eta %}\n\nWe expect recovery by {{ eta | time }}.{% endif %}";
const CHANGED = "{% if eta %}We now expect recovery by {{ eta | time }}{% if previousEta %}, instead of {{ previousEta | time }}. We are sorry that you have to plan anew{% endif %}."
  + "{% else %}The recovery time that we gave you no longer stands. We are sorry for that, and will share a new one as soon as we have it.{% endif %}";
const NEXT = "{% if nextUpdateAt %}\n\nNext update by {{ nextUpdateAt | time }}.{% endif %}";
const CALL = "If it helps you, I am glad to set up a call at a time of your choice: please reply to this message.";
const SUPPORT = "\n\nReference: {{ reference }}\n\nWith kind regards,\nYour support team";
const ACCOUNT = "\n\nReference: {{ reference }}\n\nWith kind regards,\nYour account manager";
const CLOSED = 'We have looked into "{{ title }}" and {% if merged %}are handling it together with a related incident{% else %}found no ongoing issue{% endif %}. This notice is closed.';

const AFFECTED_STATUS = {
  subject: `${DRILL}{{ title }}`,
  body: `Hello,\n\n${WHAT}\n\nYour account is affected, and we are sorry for the disruption to your work.\n\n${STATUS}${WORKAROUND}${ETA}${NEXT}${SUPPORT}`,
};
const AFFECTED_RESOLVED = {
  subject: `${DRILL}Resolved: {{ title }}`,
  body: `Hello,\n\n${WHAT}\n\n${STATUS} We are sorry for the disruption to your work, and thank you for your patience.\n\nIf you still see anything unusual, please reply to this message and we will look into it at once.${SUPPORT}`,
};
const AFFECTED_CHANGED = { subject: `${DRILL}Update: {{ title }}`, body: `Hello,\n\n${WHAT}\n\n${STATUS} ${CHANGED}${WORKAROUND}${NEXT}${SUPPORT}` };

const outreach = (opening: string) => ({
  subject: `${DRILL}{{ title }}`,
  body: `Hello,\n\n${opening}\n\n${WHAT}\n\nWe understand what this means for your business, and we are sorry. ${STATUS}${WORKAROUND}${ETA}${NEXT}\n\n${CALL}${ACCOUNT}`,
});
const OUTREACH_RESOLVED = {
  subject: `${DRILL}Resolved: {{ title }}`,
  body: `Hello,\n\n${WHAT}\n\n${STATUS} We understand what this meant for your business. We are sorry, and thank you for your patience.\n\n`
    + `I would like to hear how it affected you, and will answer whatever is open. ${CALL}${ACCOUNT}`,
};
const OUTREACH_CHANGED = { subject: `${DRILL}Update: {{ title }}`, body: `Hello,\n\n${WHAT}\n\n${STATUS} ${CHANGED}${WORKAROUND}${NEXT}\n\n${CALL}${ACCOUNT}` };
const APOLOGY = {
  subject: `${DRILL}Our apology: {{ title }}`,
  body: `Hello,\n\n${WHAT}\n\n${STATUS} {% if recurring %}This is not the first time that you had to deal with this, and that is not the service you rely on us for.`
    + "{% else %}This is not the service that you rely on us for.{% endif %} On behalf of our executive team: we are sorry.\n\n"
    + "We are reviewing what happened from beginning to end, and you will hear from us what we change."
    + `{% if publicState != 'RESOLVED' %}${WORKAROUND}${ETA}${NEXT}{% endif %}\n\n${CALL}\n\nReference: {{ reference }}\n\nWith kind regards,\nYour executive sponsor`,
};

const closing = (end: string) => ({ subject: `${DRILL}Closed: {{ title }}`, body: `Hello,\n\n${CLOSED} We are sorry for any concern that our message caused.${end}` });

/** English, to those whom the hub writes to by name: with a greeting, a sender and room for what it means to them. */
export const LETTERS: readonly BuiltIn[] = [
  anyState("en", "AFFECTED_CUSTOMERS", "affected_customers_status", AFFECTED_STATUS),
  anyState("en", "AFFECTED_CUSTOMERS", "affected_customers_resolved", AFFECTED_RESOLVED, { publicState: "RESOLVED" }),
  anyState("en", "AFFECTED_CUSTOMERS", "affected_customers_eta_changed", AFFECTED_CHANGED, { occasion: "ETA_CHANGED" }),
  anyState("en", "AFFECTED_CUSTOMERS", "affected_customers_closing", closing(SUPPORT), { occasion: "CLOSING" }),
  anyState("en", "STRATEGIC_ACCOUNTS", "proactive_outreach", outreach("I am writing to you personally, because your account is affected by an incident.")),
  anyState("en", "STRATEGIC_ACCOUNTS", "sev1_proactive_outreach", outreach("I am writing to you personally about a severe incident that affects your account. It has our full attention."), { severity: "SEV1" }),
  anyState("en", "STRATEGIC_ACCOUNTS", "sev2_proactive_outreach", outreach("I am writing to you personally, before you have to ask, because an incident affects your account."), { severity: "SEV2" }),
  anyState("en", "STRATEGIC_ACCOUNTS", "strategic_accounts_resolved", OUTREACH_RESOLVED, { publicState: "RESOLVED" }),
  anyState("en", "STRATEGIC_ACCOUNTS", "strategic_accounts_eta_changed", OUTREACH_CHANGED, { occasion: "ETA_CHANGED" }),
  anyState("en", "STRATEGIC_ACCOUNTS", "strategic_accounts_closing", closing(ACCOUNT), { occasion: "CLOSING" }),
  anyState("en", "STRATEGIC_ACCOUNTS", "strategic_accounts_apology", APOLOGY, { occasion: "APOLOGY" }),
];
