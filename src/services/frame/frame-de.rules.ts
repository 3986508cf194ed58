import type { Frame } from "./frame.rules.ts";

export const GERMAN: Frame = {
  language: "de",
  name: "Deutsch",
  locale: "de-DE",
  letter: { because: "Sie erhalten diese Nachricht, weil Sie als Kontakt für Störungen genannt sind ({reference}).", statusPage: "Statusseite", unsubscribe: "Abbestellen" },
  leave: {
    title: "E-Mails zu Störungen", isWritten: "Wir schreiben an {address}, wenn eine Störung Ihr Konto betrifft.", stop: "Diese E-Mails abbestellen", stopped: "E-Mails abbestellt",
    isNotWritten: "Wir schreiben nicht mehr an {address}, wenn es Störungen gibt.", again: "Schreiben Sie mir wieder", noLink: "Dieser Link funktioniert nicht", newest: "Die neueste E-Mail enthält einen, der funktioniert.",
  },
  notice: {
    because: "Sie erhalten diese Nachricht, weil diese Adresse {page} abonniert hat.", read: "Auf der Seite lesen", change: "Einstellungen ändern", unsubscribe: "Abbestellen", takenBack: "Zurückgenommen", reminder: "Erinnerung",
    scheduled: "Geplant: {from} bis {until}", affected: "Betroffen: {components}",
  },
  states: {
    INVESTIGATING: "In Untersuchung", IDENTIFIED: "Erkannt", MONITORING: "Unter Beobachtung", RESOLVED: "Behoben",
    SCHEDULED: "Geplant", IN_PROGRESS: "Begonnen", VERIFYING: "In Prüfung", COMPLETED: "Abgeschlossen", CANCELLED: "Abgesagt",
  },
  components: {
    OPERATIONAL: "in Betrieb", UNDER_MAINTENANCE: "in Wartung", DEGRADED_PERFORMANCE: "beeinträchtigt", PARTIAL_OUTAGE: "teilweise ausgefallen", MAJOR_OUTAGE: "ausgefallen",
  },
  question: {
    subject: "Ihr Abonnement", heading: "Möchten Sie erfahren, was {page} meldet?",
    text: "Jemand, hoffentlich Sie, möchte an diese Adresse Nachrichten zu Störungen und Wartungen erhalten.\n\nWir senden nichts, bevor Sie es bestätigen.", confirm: "Bestätigen",
    footer: "Wenn Sie das nicht waren, tun Sie nichts: Sie hören nicht wieder von uns.", standing: "Diese Adresse erfährt, was {page} meldet",
    nothingChanged: "Jemand, hoffentlich Sie, hat diese Adresse noch einmal angemeldet. Sie ist bereits angemeldet, und nichts wurde geändert.", manage: "Einstellungen ändern oder abbestellen",
  },
  pages: {
    title: "Erfahren, was {page} meldet", address: "E-Mail-Adresse", language: "Sprache", tellMeOf: "Ich möchte erfahren von", everything: "allem", theseAlone: "nur diesen:", subscribe: "Abonnieren",
    linkFirst: "Wir senden zuerst eine Nachricht mit einem Link; sonst nichts, bis Sie bestätigen.", inbox: "Sehen Sie in Ihr Postfach",
    asked: "Wir haben eine Nachricht an diese Adresse gesandt. Ihr Link bestätigt, {span} lang.", willBeTold: "{address} erhält Nachrichten zu Störungen und Wartungen.", confirm: "Bestätigen", save: "Speichern",
    unsubscribe: "Abbestellen", again: "Wieder abonnieren", leave: "{page} abbestellen", willNotBeTold: "{address} erhält keine Nachrichten mehr.", failed: "Das hat nicht funktioniert",
  },
  standing: {
    ACTIVE: "Diese Adresse erhält Nachrichten.", PENDING: "Diese Adresse ist noch nicht bestätigt; die Nachricht an sie enthält den Link.",
    UNSUBSCRIBED: "Diese Adresse erhält keine Nachrichten mehr.", STOPPED: "An dieser Adresse kam nichts mehr an, deshalb senden wir nichts mehr dorthin.",
  },
  refusals: {
    INVALID_INPUT: "Eine Angabe stimmt nicht. Bitte prüfen Sie die Adresse und die Auswahl.", NOT_FOUND: "Diesen Link oder diese Seite gibt es nicht mehr.", RATE_LIMITED: "Das waren zu viele Versuche. Bitte warten Sie eine Weile.",
    UNAVAILABLE: "Das geht gerade nicht. Bitte versuchen Sie es später noch einmal.", UNAUTHENTICATED: "Dafür müssen Sie sich anmelden.", FORBIDDEN: "Dazu haben Sie kein Recht.",
  },
};
