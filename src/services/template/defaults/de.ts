import type { Audience, PublicState } from "../../../entities/vocabulary.ts";
import { anyState, type BuiltIn, perState } from "./built-in.ts";
import { BRIEFE } from "./de-letters.ts";

const STATES: Record<PublicState, string> = {
  INVESTIGATING: "Wir untersuchen das Problem.",
  IDENTIFIED: "Wir haben das Problem erkannt und arbeiten an der Behebung.",
  MONITORING: "Eine Korrektur ist ausgerollt, und wir beobachten die Erholung.",
  RESOLVED: "Die Störung ist behoben.",
};

const DRILL = "{% if drill %}[Übung] {% endif %}";
const TITLE = `${DRILL}{{ title }}`;
const WHAT = "{{ title | sentence }}{% if impact %} {{ impact | sentence }}{% endif %}";
const SERVICE = "{% if service %} Betroffener Dienst: {{ service | sentence }}{% endif %}";
const SORRY = " Wir bedauern die Beeinträchtigung.";
const WORKAROUND = "{% if workaround %} Workaround: {{ workaround | sentence }}{% endif %}";
const ETA = "{% if eta %} Wir rechnen bis {{ eta | time }} mit der Wiederherstellung.{% endif %}";
const NEXT = "{% if nextUpdateAt %} Nächstes Update bis {{ nextUpdateAt | time }}.{% endif %}";
const STATUS = ` {% case publicState %}{% when 'INVESTIGATING' %}${STATES.INVESTIGATING}{% when 'IDENTIFIED' %}${STATES.IDENTIFIED}{% when 'MONITORING' %}${STATES.MONITORING}{% else %}${STATES.RESOLVED}{% endcase %}`;
const CHANGED = "{% if eta %} Wir rechnen nun bis {{ eta | time }} mit der Wiederherstellung{% if previousEta %}, statt bis {{ previousEta | time }}{% endif %}."
  + "{% else %} Die zuvor genannte Zeit der Wiederherstellung gilt nicht mehr; wir nennen eine neue, sobald wir sie kennen.{% endif %}";
const CLOSED = 'Wir sind „{{ title }}“ nachgegangen und {% if merged %}bearbeiten es zusammen mit einer verwandten Störung{% else %}haben kein bestehendes Problem gefunden{% endif %}. Diese Meldung ist geschlossen.';

const page = (state: PublicState) => ({ subject: TITLE, body: `${WHAT} ${STATES[state]}${SERVICE}${SORRY}${WORKAROUND}${ETA}${NEXT}` });
const banner = (state: PublicState) => ({ subject: TITLE, body: `{{ title | sentence }} ${STATES[state]}${WORKAROUND}${ETA}${NEXT}` });
const OVER = { subject: `${DRILL}Behoben: {{ title }}` };

const COUNTS = "{{ customersAffected | number }} Kunden betroffen, davon {{ strategicAffected | number }} strategische.";
const STAFF_SUBJECT = `${DRILL}{% if publicState == 'RESOLVED' %}Behoben: {% endif %}{{ severity }} {{ reference }}: {{ title }}`;
const STAFF_TIMES = "{% if eta %}\nETA: {{ eta | time }}{% if previousEta %} (zuvor {{ previousEta | time }}){% endif %}{% elsif previousEta %}\nETA: zurückgenommen (zuvor {{ previousEta | time }}){% endif %}"
  + "{% if resolveDueAt %}\nZu beheben bis: {{ resolveDueAt | time }}{% endif %}{% if nextUpdateAt %}\nNächstes Update bis {{ nextUpdateAt | time }}.{% endif %}";
const COMMANDER = "{% if commander %}Einsatzleitung: {{ commander }}{% else %}Einsatzleitung: noch niemand{% endif %}";

const INTERNAL = {
  subject: STAFF_SUBJECT,
  body: `{{ severity }} {{ reference }}: ${WHAT}\n\nAuswirkung: ${COUNTS}{% if service %} Dienst: {{ service | sentence }}{% endif %}\nStatus:${STATUS}\nSeit: {{ startedAt | time }}`
    + `{% if workaround %}\nWorkaround: {{ workaround | sentence }}{% endif %}${STAFF_TIMES}\n\n${COMMANDER}{% if roles %}\n{{ roles }}{% endif %}\nKanal: {{ channel }}{% if bridge %}\nBridge: {{ bridge }}{% endif %}`,
};
const EXECUTIVES = {
  subject: STAFF_SUBJECT,
  body: `Geschäftliche Auswirkung: ${COUNTS}{% if revenueAtRisk %} Gefährdeter Jahresumsatz: {{ revenueAtRisk }}.{% endif %}`
    + "{% if workaround %} Workaround: {{ workaround | sentence }}{% elsif publicState == 'INVESTIGATING' or publicState == 'IDENTIFIED' %} Bisher gibt es keinen Workaround.{% endif %}"
    + `\n\n{{ severity }} {{ reference }}: ${WHAT}\nStatus:${STATUS}${STAFF_TIMES}\n\n${COMMANDER}{% if bridge %}\nBridge: {{ bridge }}{% endif %}`,
};

const staff = (audience: Audience, words: typeof INTERNAL): BuiltIn[] => [
  anyState("de", audience, `${audience.toLowerCase()}_status`, words),
  anyState("de", audience, `${audience.toLowerCase()}_closing`, { subject: "Geschlossen: {{ reference }}: {{ title }}", body: `{{ reference }}: ${CLOSED}` }, { occasion: "CLOSING" }),
];

const short = (audience: Audience, change: string): BuiltIn[] => [
  anyState("de", audience, `${audience.toLowerCase()}_eta_changed`, { subject: `${DRILL}Update: {{ title }}`, body: change }, { occasion: "ETA_CHANGED" }),
  anyState("de", audience, `${audience.toLowerCase()}_closing`, { subject: `${DRILL}Geschlossen: {{ title }}`, body: CLOSED }, { occasion: "CLOSING" }),
];

/** German. */
export const DE: readonly BuiltIn[] = [
  ...perState("de", "STATUS_PAGE", {
    INVESTIGATING: page("INVESTIGATING"), IDENTIFIED: page("IDENTIFIED"), MONITORING: page("MONITORING"),
    RESOLVED: { ...OVER, body: `${WHAT} ${STATES.RESOLVED}${SORRY} Danke für Ihre Geduld.` },
  }),
  ...short("STATUS_PAGE", `${WHAT}${STATUS}${CHANGED}${SERVICE}${SORRY}${WORKAROUND}${NEXT}`),
  ...perState("de", "IN_APP_BANNER", {
    INVESTIGATING: banner("INVESTIGATING"), IDENTIFIED: banner("IDENTIFIED"), MONITORING: banner("MONITORING"),
    RESOLVED: { ...OVER, body: `{{ title | sentence }} ${STATES.RESOLVED} Danke für Ihre Geduld.` },
  }),
  ...short("IN_APP_BANNER", `{{ title | sentence }}${STATUS}${CHANGED}${WORKAROUND}${NEXT}`),
  ...BRIEFE,
  ...staff("INTERNAL", INTERNAL),
  ...staff("EXECUTIVES", EXECUTIVES),
];
