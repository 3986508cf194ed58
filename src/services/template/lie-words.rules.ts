import type { PublicState } from "../../entities/vocabulary.ts";

/** Numbers that are written out; "one" and "ein" are mostly none. */
export const NUMBER_WORDS =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|quarter|majority|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|fünfzehn|zwanzig|dreißig|hunderte?|tausende?|hälfte|halben?)\b/giu;

/** Times that name no clock. "Soon" and "shortly" promise nothing. */
export const TIME_WORDS =
  /\b(?:today|tonight|tomorrow|yesterday|noon|midnight|this (?:morning|afternoon|evening|week)|end of (?:the )?(?:day|week|hour)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|(?:an?|one|a few|several|couple of|within|next) (?:minutes?|hours?|days?|weeks?)|heute|morgen|gestern|mittag|mitternacht|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|(?:einer?|wenigen?|einigen?) (?:minuten?|stunden?|tagen?))\b/gi;

/** A cause with the words that follow it. */
export const CAUSES =
  /\b(?:caused by|due to|because(?: of)?|as a result of|resulted from|results from|stems? from|stemmed from|triggered by|owing to|attributed to|root cause|the cause|introduced by|originat\w+ (?:from|in)|traced (?:back )?to|led to|verursacht|aufgrund|wegen|weil|ursache|ausgelöst durch|infolge)\b(?::?[^\S\n]+[^\s.,;:!?]+){0,3}/gi;

/** What a text may say of its incident in some states only. */
export const STATE_CLAIMS: readonly { says: RegExp; states: readonly PublicState[] }[] = [
  {
    says: /\b(?:(?:is|are|was|were|has been|have been|been|now|fully) (?:now |fully |completely )*(?:resolved|fixed|restored|recovered|over|closed|back to normal|operational)|back to normal|fully operational|(?:wurde|ist|sind) (?:vollständig |nun |wieder )*(?:behoben|wiederhergestellt|verfügbar))\b/gi,
    states: ["RESOLVED"],
  },
  {
    says: /\b(?:(?:fix|solution|patch) (?:is|has been|was) (?:now )?(?:deployed|live|rolled out|in place|applied|implemented)|(?:deployed|rolled out|applied|implemented) a (?:fix|solution|patch)|monitoring (?:the )?recovery|(?:lösung|korrektur) (?:ist|wurde) (?:ausgerollt|eingespielt))\b/gi,
    states: ["MONITORING", "RESOLVED"],
  },
  {
    says: /\b(?:(?:have|has|been|now) identified|identified the|know the cause|working on a fix|fix is (?:in progress|under ?way)|haben (?:die|das) (?:ursache|problem) (?:gefunden|identifiziert))\b/gi,
    states: ["IDENTIFIED", "MONITORING", "RESOLVED"],
  },
];

/** Assurances, guesses and matters of which a writer who knows only the facts knows nothing. */
export const CLAIMS =
  /\b(?:data (?:loss|leak|breach|corruption)|(?:lost|lose|losing|leaked|stolen|corrupted) (?:any |no |your |some )*data|no data|data (?:is|are|was|were|remains?) (?:safe|secure|lost|intact|unaffected|affected)|breach(?:ed)?|security incident|hack(?:ed|ers?)?|attack(?:ers?|ed)?|ransomware|malware|ddos|refunds?|compensat\w+|reimburs\w+|(?:service )?credits?|guarantee[sd]?|liab\w+|lawsuit|legal|sla|probabl[ey]|presumabl[ey]|apparently|we (?:believe|think|suspect|assume)|suspected|never (?:happen )?again|will not happen again|all (?:customers|users|regions|services)|only a (?:small|few)|small (?:number|subset|percentage)|minimal|vermutlich|wahrscheinlich|möglicherweise|offenbar|wir (?:glauben|vermuten)|datenverlust|datenleck|angriff|erstatt\w+|gutschrift|garantier\w+|as an ai|language model|system prompt|previous instructions|my instructions)\b/gi;

/** Words with a capital that name nobody. */
export const FRIENDLY: ReadonlySet<string> = new Set([
  "i", "we", "our", "you", "your", "utc", "gmt", "eta", "cet", "cest", "est", "edt", "pst", "pdt", "hello", "dear", "hi", "customer", "customers", "team", "support", "status", "account", "manager", "update",
  "updates", "regards", "kind", "best", "sincerely", "thank", "thanks", "customer's", "i'm", "i'll", "i’ll", "i’m", "next", "workaround", "impact", "reference", "incident", "the", "a", "an", "business",
]);
