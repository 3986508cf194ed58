import type { Word } from "./words.rules.ts";

/** Words that carry no matter of their own in any text about an incident. */
const EMPTY = new Set((
  "the and but for nor with from into onto over that this these those there here have has had was were are been being will would shall should may might can " +
  "could must not all any some each every such than then them they " +
  "their its our your you his her who whom which what when where why how also only just very more most other own same too about after before while until during " +
  "further both few per via out off onto upon within without " +
  "please still now currently yet even however because due let lets ensure able like get got gets make made makes take taken need needs want try tries trying " +
  "tried " +
  "issue issues problem problems incident incidents customer customers user users client service services system systems affect affects affected affecting " +
  "impact impacts impacted impacting cause caused causes root identify identified " +
  "team teams engineer engineers fix fixed fixes fixing deploy deployed deploys deployment deployments change changed changes workaround workarounds mitigate " +
  "mitigation mitigations temporary temporarily update updates status investigate " +
  "investigating monitor monitoring resolve resolved resolution error errors fail fails failed failing failure failures outage result results resulted following " +
  "experience experiencing several many number new old continue continues " +
  "our ours ourselves yourself time times work works working "
).trim().split(/ +/));

/** Words that advise the same, or name the same; the first stands for all. */
const ALIKE = (
  "retry retries retried retrying reattempt resubmit resubmitting resubmitted rerun rerunning repeat repeating reissue resend redo again|instead alternative " +
  "alternatively alternate switch switching switched another different replace " +
  "fallback use using used via other fail failover|restart restarting reboot relaunch reload reloading refresh refreshing reconnect reconnecting restarts|avoid " +
  "avoiding disable disabling disabled stop stopping pause pausing halt halting postpone " +
  "defer skip hold turn off|reduce reducing reduced lower lowering decrease limit limiting below under fewer smaller less keep shrink|cli command commands " +
  "gcloud terminal|console ui dashboard portal gui interface|region regions zone zones az|" +
  "login logout log sign reauthenticate authenticate|create recreate creating recreating|manual manually hand|phone call telephone dial calling|wrong incorrect " +
  "bad faulty invalid erroneous mistaken misconfigured|config configuration configurations " +
  "configured setting settings|expired expiry expiration expire expires|overload overloaded overwhelmed saturated saturation|db database databases|cert " +
  "certificate certificates|clear clearing delete empty wipe remove removing|web browser website site|" +
  "mail email|invoice invoices invoicing|add additional increase raise|upgrade upgrading newer latest|downgrade rollback revert reverting rolling roll"
).split("|").map((group) => group.split(" "));
const SAME = new Map(ALIKE.flatMap((group) => group.map((word) => [word, group[0] ?? word] as const)));

/** The concept a word stands for: none for empty words, one for `limit`, `limits` and `limiting`. */
export function stem(word: string): string | null {
  if (EMPTY.has(word)) return null;
  const same = SAME.get(word);
  if (same) return same;
  if (/^\d/.test(word)) return word;
  if (word.length < 3 && word !== "db" && word !== "ui") return null;
  const short = bare(word);
  return SAME.get(short) ?? (EMPTY.has(short) ? null : short);
}

const ENDINGS = ["ationally", "ization", "isation", "ations", "ation", "ingly", "ements", "ement", "ments", "ment", "ities", "ness", "ings", "ions", "ing", "ion", "ies", "ied", "ers", "ed", "es", "er", "ly", "al", "e", "s", "y"];

/** Cuts one ending, and a doubled consonant before it; never below four letters. */
export function bare(word: string): string {
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= (one === "ing" || one === "ed" ? 3 : 4));
  const cut = ending ? word.slice(0, -ending.length) : word;
  return cut.length > 3 && cut.at(-1) === cut.at(-2) ? cut.slice(0, -1) : cut;
}

const read = new WeakMap<readonly Word[], (string | null)[]>();

/** The concepts of each word, numbers written with a point as one. Two rules ask for those of one text. */
export function conceptsOf(words: readonly Word[]): readonly (string | null)[] {
  let concepts = read.get(words);
  if (!concepts) read.set(words, (concepts = words.map(({ text }) => stem(text))));
  return concepts;
}

export const distinct = (concepts: readonly (string | null)[]): Set<string> => new Set(concepts.filter((concept) => concept !== null));
