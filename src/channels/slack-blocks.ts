import type { OutgoingMessage } from "../services/delivery/index.ts";

/** What the button sends back. `src/server/inbound` reads it. */
export const ACKNOWLEDGE_ACTION = "muster_acknowledge";

const plain = (text: string) => ({ type: "plain_text" as const, text, emoji: false });
/** Of a section's text. */
const LONGEST = 3_000;

/** Slack reads `<!channel>` and `<@U...>` in what people wrote, unless these are escaped. */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign);

/** As few as hold all of it, each to the end of a line or word where there is one. */
function parts(words: string): string[] {
  if (words.length <= LONGEST) return words === "" ? [] : [words];
  const head = words.slice(0, LONGEST);
  const end = [head.lastIndexOf("\n"), head.lastIndexOf(" ")].find((at) => at > LONGEST / 2) ?? (/[\ud800-\udbff]$/.test(head) ? LONGEST - 1 : LONGEST);
  return [words.slice(0, end), ...parts(words.slice(end).trimStart())];
}

/** Plain text throughout: no mention and no link but ours. `value` is what tells the hub which page it was. */
export function blocksFor({ text, incident, acknowledgeUrl }: OutgoingMessage, value: string | null) {
  const [first = "", ...rest] = text.split("\n");
  const sections = (words: string) => parts(words).map((part) => ({ type: "section" as const, text: plain(part) }));
  const about = incident ? [{ type: "context" as const, elements: [plain(incident.reference)] }] : [];
  const button = { type: "button" as const, style: "primary" as const, text: plain("Acknowledge"), action_id: ACKNOWLEDGE_ACTION };
  const actions = value === null ? [] : [{ type: "actions" as const, elements: [{ ...button, value }] }];
  const link = acknowledgeUrl ? [{ type: "context" as const, elements: [{ type: "mrkdwn" as const, text: `<${acknowledgeUrl}|Open the page>` }] }] : [];
  const body = rest.join("\n").trim();
  return [...sections(first || "Muster"), ...sections(body), ...about, ...actions, ...link];
}
