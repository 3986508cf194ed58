import type { Lexicon } from "../reading/lexicon.rules.ts";

/** German, without umlauts as all words are compared: `möglicherweise` is `moglicherweise` here. */
export const DE: Lexicon = {
  language: "de",
  lists: {
    hedge: "wahrscheinlich|hochstwahrscheinlich|vermutlich|moglicherweise|eventuell|vielleicht|anscheinend|scheinbar|offenbar|mutmalich|mutmasslich|womoglich|wohl|" +
      "voraussichtlich|potenziell",
    due: "durch|wegen|aufgrund|auf grund|infolge|verursacht|ausgelost|zuruckzufuhren|bedingt|hervorgerufen|ursache|grund|ausloser|liegt an|liegt am|hangt mit|" +
      "hangen mit|schuld",
    fault: "fehler|defekt|ausfall|uberlastung|angriff|fehlkonfiguration|problem|storung|update|aktualisierung|zertifikat|netzwerkproblem|netzwerkstorung|" +
      "datenbankproblem|dns|hardwaredefekt|konfigurationsanderung|kabelbruch|stromausfall",
    believe: "vermuten|vermutet|glauben|nehmen an|gehen davon aus|verdacht|verdachten|verdachtigen|tippen",
    outcome: "behoben|gelost|wieder|stabil|uhr|stunden|minuten|erreichbar|bis",
    staff: "techniker|technikerin|mitarbeiter|mitarbeiterin|entwickler|entwicklerin|administrator|administratorin|kollege|kollegin|praktikant|dienstleister|team|" +
      "datenbankteam|netzwerkteam|betriebsteam|admin|ingenieur|ingenieurin|abteilung",
    party: "anbieter|provider|hoster|lieferant|dienstleister|aws|microsoft|google|cloudflare|telekom|vodafone|stripe|rechenzentrumsbetreiber",
    slip: "versehentlich|irrtumlich|falschlicherweise|aus versehen|vergessen|fahrlassig|leichtsinnig|unachtsam|geschlampt|versaumt|versagt|verschuldet",
    next: "nachstes|nachste|nachsten|weitere|weiteres|weiterer|neue|neues|nachster|erneutes",
    update: "update|updates|aktualisierung|aktualisierungen|information|informationen|meldung|statusmeldung|bericht|statusbericht|neuigkeiten|infos|zwischenstand|" +
      "einzelheiten|details",
    tell: "melden|informieren|aktualisieren|berichten|mitteilen|updaten|bescheid",
    who: "sie|kunden|nutzer|benutzer|anwender|betroffene|kundinnen",
    can: "konnen|konnten|sollten|mussen",
    act: "verwenden|nutzen|benutzen|wechseln|ausweichen|neu laden|neu starten|neustarten|erneut|deaktivieren|abmelden|anmelden|wiederholen|leeren|umgehen|anrufen|" +
      "bestellen|loschen|aufrufen|warten|verringern|reduzieren|abschalten|versuchen",
    interim: "in der zwischenzeit|bis dahin|zwischenzeitlich|vorubergehend|alternativ|ersatzweise|solange",
    around: "workaround|umgehung|umgehungslosung|ubergangslosung|notlosung|behelfslosung|zwischenlosung",
    no: "keine|keinen|kein|derzeit|noch|nicht|aktuell",
  },
  patterns: {
    speculation: {
      find: [
        "{hedge} ~5 {due}", "{hedge} ~2 ein|eine|einen|einem|einer|das|der|die|den ~2 {fault}", "{due} ~3 {hedge}", "{due} {hedge}", "{believe} ~10 {due}|{fault}",
        "scheint|scheinen ~8 {due}", "scheint ~4 {fault} zu", "konnte|konnten ~8 {due} ~3 sein|haben",
        "deutet|deuten ~8 hin", "sieht ~3 nach ~3 {fault}", "verdacht auf", "mogliche|wahrscheinliche|vermutete|mutmaliche ursache ~4 ist|war",
        "ursache ~3 durfte|konnte|scheint",
      ],
      unless: ["{believe} ~10 {outcome}", "{hedge} ~4 {outcome}"],
    },
    blame: {
      find: [
        "menschliches versagen", "menschlicher fehler", "menschlichen fehler", "bedienfehler|bedienungsfehler|benutzerfehler|anwenderfehler", "{staff} ~6 {slip}",
        "{slip} ~5 {staff}", "{party} ~4 versagt|verschuldet|geschlampt|versaumt|schuld",
        "schuld ist|sind|war|hat|haben|liegt|tragt", "{staff}|{party} ist|sind|war schuld", "fehler ~2 {staff}|{party}",
        "fehler von|des|der|eines|einer|unseres|unserer ~2 {staff}|{party}", "im stich gelassen", "{party} ~3 im stich", "fahrlassigkeit|schlamperei",
      ],
    },
    nextUpdate: {
      find: [
        "{next} {update} ~8 {when}", "{next} {update} {clock}|{span}", "{tell} ~10 {when}", "{when} ~8 {tell}", "{when} ~6 {next} ~1 {update}",
        "{update} ~6 folgt|folgen|kommt ~6 {when}",
      ],
      passOver: ["letzte|letztes|letzten|zuletzt ~6 {when}"],
    },
    namedWorkaround: { find: ["als {around}", "{around} !{no}"], passOver: ["{no} ~2 {around}"] },
    workaround: {
      find: ["als {around}", "{around} !{no}", "{who} ~4 {can} ~8 {act}", "{can} {who} ~8 {act}", "{interim} ~8 {act}", "bitte ~6 {act}", "wir empfehlen ~8", "{can} ~2 {interim} ~8 {act}"],
      passOver: ["{no} ~2 {around}", "bitte ~4 kontaktieren|wenden|entschuldigen", "{who} ~4 {can} ~8 nicht", "{can} {who} ~8 nicht"],
    },
  },
};
