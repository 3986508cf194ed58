import { anyState, type BuiltIn } from "./built-in.ts";

const DRILL = "{% if drill %}[Übung] {% endif %}";
const WHAT = "{{ title | sentence }}{% if impact %} {{ impact | sentence }}{% endif %}";
const STATUS = "{% case publicState %}{% when 'INVESTIGATING' %}Wir untersuchen das Problem.{% when 'IDENTIFIED' %}Wir haben das Problem erkannt und arbeiten an der Behebung."
  + "{% when 'MONITORING' %}Eine Korrektur ist ausgerollt, und wir beobachten die Erholung.{% else %}Die Störung ist behoben{% if resolvedAt %}, seit {{ resolvedAt | time }}{% endif %}.{% endcase %}";
const WORKAROUND = "{% if workaround %}\n\nWas Sie in der Zwischenzeit tun können: {{ workaround | sentence }}{% endif %}";
const ETA = "{% if eta %}\n\nWir rechnen bis {{ eta | time }} mit der Wiederherstellung.{% endif %}";
const CHANGED = "{% if eta %}Wir rechnen nun bis {{ eta | time }} mit der Wiederherstellung{% if previousEta %}, statt bis {{ previousEta | time }}. Wir bedauern, dass Sie neu planen müssen{% endif %}."
  + "{% else %}Die zuvor genannte Zeit der Wiederherstellung gilt nicht mehr. Wir bedauern das und nennen eine neue, sobald wir sie kennen.{% endif %}";
const NEXT = "{% if nextUpdateAt %}\n\nNächstes Update bis {{ nextUpdateAt | time }}.{% endif %}";
const CALL = "Wenn es Ihnen hilft, spreche ich gern mit Ihnen, wann immer es Ihnen passt: Bitte antworten Sie auf diese Nachricht.";
const SUPPORT = "\n\nReferenz: {{ reference }}\n\nMit freundlichen Grüßen\nIhr Support";
const ACCOUNT = "\n\nReferenz: {{ reference }}\n\nMit freundlichen Grüßen\nIhr Account-Management";
const CLOSED = 'Wir sind „{{ title }}“ nachgegangen und {% if merged %}bearbeiten es zusammen mit einer verwandten Störung{% else %}haben kein bestehendes Problem gefunden{% endif %}. Diese Meldung ist geschlossen.';

const AFFECTED_STATUS = {
  subject: `${DRILL}{{ title }}`,
  body: `Guten Tag,\n\n${WHAT}\n\nIhr Konto ist betroffen, und wir bedauern die Beeinträchtigung Ihrer Arbeit.\n\n${STATUS}${WORKAROUND}${ETA}${NEXT}${SUPPORT}`,
};
const AFFECTED_RESOLVED = {
  subject: `${DRILL}Behoben: {{ title }}`,
  body: `Guten Tag,\n\n${WHAT}\n\n${STATUS} Wir bedauern die Beeinträchtigung Ihrer Arbeit und danken Ihnen für Ihre Geduld.\n\nFalls Ihnen noch etwas auffällt, antworten Sie bitte auf diese Nachricht; wir gehen dem sofort nach.${SUPPORT}`,
};
const AFFECTED_CHANGED = { subject: `${DRILL}Update: {{ title }}`, body: `Guten Tag,\n\n${WHAT}\n\n${STATUS} ${CHANGED}${WORKAROUND}${NEXT}${SUPPORT}` };

const outreach = (opening: string) => ({
  subject: `${DRILL}{{ title }}`,
  body: `Guten Tag,\n\n${opening}\n\n${WHAT}\n\nWir wissen, was das für Ihr Geschäft bedeutet, und bedauern es sehr. ${STATUS}${WORKAROUND}${ETA}${NEXT}\n\n${CALL}${ACCOUNT}`,
});
const OUTREACH_RESOLVED = {
  subject: `${DRILL}Behoben: {{ title }}`,
  body: `Guten Tag,\n\n${WHAT}\n\n${STATUS} Wir wissen, was das für Ihr Geschäft bedeutet hat. Wir bedauern es sehr und danken Ihnen für Ihre Geduld.\n\nIch höre gern, wie es Sie getroffen hat, und beantworte alles, was offen ist. ${CALL}${ACCOUNT}`,
};
const OUTREACH_CHANGED = { subject: `${DRILL}Update: {{ title }}`, body: `Guten Tag,\n\n${WHAT}\n\n${STATUS} ${CHANGED}${WORKAROUND}${NEXT}\n\n${CALL}${ACCOUNT}` };
const APOLOGY = {
  subject: `${DRILL}Unsere Entschuldigung: {{ title }}`,
  body: `Guten Tag,\n\n${WHAT}\n\n${STATUS} {% if recurring %}Es ist nicht das erste Mal, dass Sie damit zu tun hatten, und das ist nicht der Dienst, auf den Sie bei uns bauen.`
    + "{% else %}Das ist nicht der Dienst, auf den Sie bei uns bauen.{% endif %} Im Namen unserer Geschäftsleitung bitten wir Sie um Entschuldigung.\n\n"
    + "Wir gehen dem Geschehen von Anfang bis Ende nach, und Sie erfahren von uns, was wir ändern."
    + `{% if publicState != 'RESOLVED' %}${WORKAROUND}${ETA}${NEXT}{% endif %}\n\n${CALL}\n\nReferenz: {{ reference }}\n\nMit freundlichen Grüßen\nIhre Ansprechperson der Geschäftsleitung`,
};

const closing = (end: string) => ({ subject: `${DRILL}Geschlossen: {{ title }}`, body: `Guten Tag,\n\n${CLOSED} Wir bedauern, falls unsere Nachricht Sie beunruhigt hat.${end}` });

/** German, to those whom the hub writes to by name. */
export const BRIEFE: readonly BuiltIn[] = [
  anyState("de", "AFFECTED_CUSTOMERS", "affected_customers_status", AFFECTED_STATUS),
  anyState("de", "AFFECTED_CUSTOMERS", "affected_customers_resolved", AFFECTED_RESOLVED, { publicState: "RESOLVED" }),
  anyState("de", "AFFECTED_CUSTOMERS", "affected_customers_eta_changed", AFFECTED_CHANGED, { occasion: "ETA_CHANGED" }),
  anyState("de", "AFFECTED_CUSTOMERS", "affected_customers_closing", closing(SUPPORT), { occasion: "CLOSING" }),
  anyState("de", "STRATEGIC_ACCOUNTS", "proactive_outreach", outreach("ich schreibe Ihnen persönlich, weil Ihr Konto von einer Störung betroffen ist.")),
  anyState("de", "STRATEGIC_ACCOUNTS", "sev1_proactive_outreach", outreach("ich schreibe Ihnen persönlich zu einer schweren Störung, von der Ihr Konto betroffen ist. Sie hat unsere volle Aufmerksamkeit."), { severity: "SEV1" }),
  anyState("de", "STRATEGIC_ACCOUNTS", "sev2_proactive_outreach", outreach("ich schreibe Ihnen persönlich, bevor Sie nachfragen müssen: Ihr Konto ist von einer Störung betroffen."), { severity: "SEV2" }),
  anyState("de", "STRATEGIC_ACCOUNTS", "strategic_accounts_resolved", OUTREACH_RESOLVED, { publicState: "RESOLVED" }),
  anyState("de", "STRATEGIC_ACCOUNTS", "strategic_accounts_eta_changed", OUTREACH_CHANGED, { occasion: "ETA_CHANGED" }),
  anyState("de", "STRATEGIC_ACCOUNTS", "strategic_accounts_closing", closing(ACCOUNT), { occasion: "CLOSING" }),
  anyState("de", "STRATEGIC_ACCOUNTS", "strategic_accounts_apology", APOLOGY, { occasion: "APOLOGY" }),
];
