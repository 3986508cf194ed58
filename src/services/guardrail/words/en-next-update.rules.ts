import type { Lexicon } from "../reading/lexicon.rules.ts";

/** A promise of the next update with a time. `{when}`, `{clock}` and `{span}` are marked by the hub (times.rules.ts). */
export const EN_NEXT_UPDATE: Lexicon = {
  language: "en next-update",
  lists: {
    update: "update|updates|status update|communication|communications|message|notice|bulletin|report|information|info|details|briefing|notification|announcement|" +
      "status report|status|news|summary|word|statement|post|progress report|eta|note|sitrep|outcome|notice|entry|alert|check in|checkin|detail|bulletins|progress|figure|figures|something new|udpate|upate|updtae|refresh",
    next: "next|another|further|additional|more|new|subsequent|following|fresh|regular|scheduled|periodic|future|ongoing|our next|a new|continuous|continued|frequent",
    will: "will|shall|going to|expect|expects|expecting|plan to|plans to|aim to|aiming to|intend to|expected|scheduled|planned|due|should|want to|promise|commit to|" +
      "let|stay tuned|look for|may expect|anticipate|aim for",
    tell: "provide|post|share|send|give|issue|publish|follow|offer|make|communicate|bring|deliver|distribute|have|report|provided|posted|shared|sent|published|" +
      "issued|come|be|providing|posting|sharing|sending|write|notify|inform",
    back: "write here|updating this thread|updating this page|updating here|pop back|back here|posting here|post here|go out|reporting back|report back|check back|be back with|be back here|be back to|follow up|update you|update this page|update the page|update the status page|update this status page|update this incident|" +
      "update this post|update this thread|update this ticket|update this notice|update our status page|update everyone|update customers|update all|" +
      "update our customers|update here|update again|update status|update the status|update our status|post again|write again|be in touch|let you know|" +
      "keep you updated|keep you posted|keep you informed|keep everyone updated|keep everyone informed|keep this page updated|keep updating|keep customers informed|" +
      "inform you|notify you|hear from us|hear back|come back to you|come back with|come back here|get back to you|circle back|touch base|provide more|share more|have more|know more|say more|" +
      "tell you more|send more|post more|reconvene|communicate again|be updated|communicate|update this message|update this banner|revisit this|update stakeholders|" +
      "update users|speak again|report again|contact you again|email you again|followup|be updating|be refreshed|be reviewed|refresh this page|been updating|" +
      "publish more|check in again|check in",
    be: "is|are|was|were|be|been|being",
    software: "app|apps|application|applications|software|client|clients|firmware|driver|drivers|agent|agents|plugin|sdk|library|package|kernel|database|schema|" +
      "configuration|config|os|version|system|systems|dns|records|code|certificate",
    ahead: "next|will|shall|another|further|every|expect|more|we",
    past: "last|previous|latest|posted|provided|published|sent|issued|shared|our last|earlier|prior|recent|applied|deployed|released|installed|rolled",
    rolled: "deployed|rolled|released|installed|applied|pushed|shipped|complete|completed|propagate|propagated|available in the app|take effect|finish|reboot|" +
      "restart|fail|failed|delayed|appear|reflected|processed|visible",
  },
  patterns: {
    nextUpdate: {
      find: [
        "{next} {update} ~10 {when}",
        "{next} ~2 {update} ~10 {when}",
        "{next} ~2 {update} eta? due? {clock}|{span}",
        "{next} ~1 {update} due|expected|scheduled|planned|time|eta|by|at|in|is|will ~2 {clock}|{span}",
        "page|notice|thread|status {be} refreshed|updated ~2 {when}",
        "from us ~3 {when}", "we will ~1 be back {when}", "we expect to be back here {when}",
        "update|updates on this page|thread ~2 {when}", "update|updates here ~2 {when}", "update|updates at {span} interval|intervals",
        "{span} and we ~2 {back}|update",
        "back with|w ~6 {when}",
        "^ back {when}",
        "talk|speak|write to you|everyone again ~4 {when}",
        "^ next : {clock}|{span}",
        "{span} from now ~8 {update}|{back}",
        "more {when}",
        "more to come|follow ~2 {when}",
        "{will} ~8 {tell} ~8 {update} ~12 {when}",
        "{will} ~8 {tell} ~3 {when} ~4 {update}",
        "{will} ~5 {back} ~10 {when}",
        "{back} ~8 {when}",
        "{will} ~2 update {when}",
       
        "update|updates to? follow|follows|following|coming|expected|due|planned|scheduled|will|every|hourly|by|in|within|at|before|frequency|cadence|interval|schedule|around ~6 {when}",
        "update|updates {when}",
        "update|updates to? follow|expected|due {clock}|{span}",
        "{will} ~3 {update} ~6 {when}",
        "{when} ~4 {will} ~8 {update}|{back}",
        "{when} ~3 {next} {update}",
        "{when} ~2 with ~2 {next} {update}",
        "{span} ~1 until|till|before the|our next update",
        "hourly update|updates|basis",
        "updates|update ~4 hourly|daily",
        "daily update|updates",
        "{next} ~2 {update} ~4 {when}",
        "next one ~4 {when}",
      ],
      passOver: [
        "no|without|never {next}? {update} ~4 {when}", "{next} ~1 {update} ~2 not ~5 {when}", "{update} ~2 {when} ago",
        "your|account|bank|card|credit ~1 statement|statements ~3 {when}",
        "last|previous|latest|earlier|prior ~1 {update} ~6-{ahead} {when}",
        "<be|being posted|provided|published|sent|issued|shared ~2 {update} ~6-{ahead} {when}",
        "software|app|firmware|security|os|driver|windows|kernel|application update",
        "update|updates to ~2 {software}",
        "update|updates was|were|has|have|had ~2 {past} ~6-{ahead} {when}",
        "update|updates {past} ~6-{ahead} {when}",
      ],
      unless: [
        "{will} ~2 no {next}? {update}", "{next} ~2 {update} ~2 not", "{next} ~2 {update} ~2 {span} ago",
        "update|updates to the|our|your|this|all? {software}",
        "{next} ~2 update|updates ~3 {rolled}",
        "{will} ~4 be? {rolled}",
        "update|updates ~3 {rolled}",
        "update|updates {be} {past}",
      ],
    },
  },
};
