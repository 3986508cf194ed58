import type { Language } from "./neutral.rules.ts";

/** German. No word here tells that something works, fails, is over or is safe: such words come from the facts. */
export const NEUTRAL_DE: Language = {
  groups: [
    {
      words: "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem es er sie ihn ihm ihr ihre ihren ihrem ihrer ihres ihnen wir uns unser unsere unseren unserem unserer unseres ich mein mir mich man "
        + "wer was wie wenn falls ob als und oder aber sowie so zu zum zur von vom für aus in im an am auf bei beim mit über um seit bis während wann wo dort hier daran dass damit davon dazu darüber sobald solange "
        + "ist sind war waren sei wird werden wurde wurden worden hat haben hatte hatten habe kann können könnte könnten soll sollte sollten muss müssen möchten möchte mögen würde würden "
        + "guten tag hallo liebe lieber sehr geehrte geehrter damen herren kunde kunden kundin kundinnen nutzer nutzerinnen anwender team teams support "
        + "entschuldigen entschuldigung bedauern bedauere leid unannehmlichkeiten beeinträchtigung beeinträchtigungen umstände verständnis geduld dank danke danken vielen bitte bitten freundlichen grüßen beste grüße herzlich aufrichtig wichtig geschäft "
        + "untersuchen untersucht untersuchung untersuchungen prüfen aktuell aktuelle aktuellen derzeit momentan nun jetzt noch weiterhin bereits bestehende gestört problem probleme problems problemen störung störungen vorfall vorfalls lage situation angelegenheit "
        + "auswirkung auswirkungen betroffen betroffene betroffener betroffenen betrifft betreffen beeinträchtigt beeinträchtigen bemerken feststellen auftreten "
        + "ingenieure technik technisches techniker dienst dienste dienstes diensten funktion funktionen status stand priorität hochdruck intensiv "
        + "update updates aktualisierung nachricht meldung informationen information neuigkeiten informieren informiert halten laufenden fortschritt melden antworten antwort frage fragen kontakt wenden hilfe hilft helfen "
        + "nächste nächstes nächsten nächster weitere weiteres weiteren weiterer zwischenzeit inzwischen workaround uhr utc zeit referenz zeitpunkt beginn eta behebung beheben lösen lösung wiederherstellung "
        + "nutzen verwenden gern gerne persönlich schreiben spreche anruf gespräch erfahren wissen teilen mitteilen bedeutet beobachten überwachen bekannt bewusst",
      phrases: "ich schreibe ihnen|wir schreiben ihnen|weil ihr konto von einer störung betroffen ist|von der ihr konto betroffen ist|ihr konto ist von|zu einer schweren störung|ihr account management|guten morgen|guten abend|so schnell wie möglich|wir arbeiten|arbeiten wir|team arbeitet|teams arbeiten|techniker arbeiten|ingenieure arbeiten|technik arbeitet|arbeiten an|arbeitet an|arbeiten mit hochdruck|arbeitet mit hochdruck|arbeiten weiter an|wird gearbeitet|ihrer arbeit|ihre arbeit|an der arbeit|es kommt|kommt es|kommt zu|kommen kann|kommen könnte|begonnen um|ihr konto ist betroffen|ihr konto von|ihres kontos|ihr konto betroffen|so bald wie möglich|schnellstmöglich|auf dem laufenden|tun können|in der zwischenzeit|bis dahin|nach der ursache|die ursache zu finden|suchen nach der ursache|untersuchen die ursache|ursache zu ermitteln|ursache wird untersucht|ursache ist noch nicht bekannt"
        + "|noch nicht bekannt|kennen die ursache noch nicht|zögern sie nicht|wann immer es ihnen passt|anbieten|biete ich ihnen|volle aufmerksamkeit|höchster priorität|oberste priorität|mit hochdruck|von uns hören|hören von uns|sobald wir mehr wissen|mehr wissen|mehr informationen|spätestens"
        + "|alles daran|vorübergehend|tut uns leid|bis dieses problem behoben ist|bis das problem behoben ist|bis die störung behoben ist|zu beheben bis|bevor sie nachfragen müssen|zuvor",
    },
    {
      from: "IDENTIFIED", words: "erkannt identifiziert gefunden korrektur",
      phrases: "ursache der|ursache des|ursache identifiziert|ursache gefunden|ursache ist bekannt|ursache erkannt|ursache ist identifiziert|ursache wurde identifiziert|ursache wurde gefunden|die ursache identifiziert",
    },
    { from: "MONITORING", words: "ausgerollt eingespielt umgesetzt erholung erholt", phrases: "ergebnisse" },
    {
      from: "RESOLVED", words: "behoben gelöst wiederhergestellt verfügbar beendet geschlossen",
      phrases: "wieder verfügbar|wieder normal|vollständig behoben|vollständig wiederhergestellt|noch etwas auffällt|gehen dem sofort nach|höre gern|getroffen hat|beantworte alles|offen ist|alles was offen ist|geschäft bedeutet hat",
    },
    { has: "eta", phrases: "wir rechnen|rechnen bis|rechnen nun|erwarten|erwartet|voraussichtlich|voraussichtliche|voraussichtlichen|wiederhergestellt sein|behoben sein|dann" },
    { has: "previousEta", phrases: "statt bis|statt|ursprünglich|neu planen" },
    { hasNot: "eta", phrases: "noch keine schätzung|noch keine prognose|keine genaue zeit" },
    { hasNot: "workaround", phrases: "keinen workaround|kein workaround|bisher gibt es keinen workaround|bisher keinen workaround|noch keinen workaround" },
    { has: "drill", phrases: "übung|dies ist eine übung" },
    { has: "recurring", phrases: "erneut|wieder|nicht das erste mal" },
    {
      has: "severity",
      words: "einsatzleitung leitung kanal bridge rolle rollen schwere strategisch strategische strategischen jahresumsatz umsatz gefährdet gefährdeter geschäftliche davon seit",
      phrases: "noch niemand|zurückgenommen|zu beheben bis|zusammenfassung",
    },
  ],
  binding: {
    negations: "nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder unmöglich",
    causes: "weil wegen aufgrund durch ursache ursachen verursacht verursachen grund infolge ausgelöst",
    quantities: "alle allen aller alles jede jeder jedes jeden viele vieler mehrere mehreren einige einigen einiger wenige wenigen manche beide sämtliche nur fast hälfte mehrheit teilweise vollständig",
  },
};
