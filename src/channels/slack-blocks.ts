import type { OutgoingMessage } from "../services/delivery/index.ts";

/** What the button sends back. `src/server/inbound` reads it. */
export const ACKNOWLEDGE_ACTION = "muster_acknowledge";

const plain = (text: string) => ({ type: "plain_text" as const, text, emoji: false });
/** Of a section's text. */
const LONGEST = 3_000;

/** Slack reads `<!channel>` and `<@U...>` in what people wrote, unless these are escaped. */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign);

/** Plain text throughout: no mention and no link but ours. `value` is what tells the hub which page it was. */
export function blocksFor({ text, incident, acknowledgeUrl }: OutgoingMessage, value: string | null) {
  const [first = "", ...rest] = text.split("\n");
  const section = (part: string) => ({ type: "section" as const, text: plain(part.slice(0, LONGEST)) });
  const about = incident ? [{ type: "context" as const, elements: [plain(incident.reference)] }] : [];
  const button = { type: "button" as const, style: "primary" as const, text: plain("Acknowledge"), action_id: ACKNOWLEDGE_ACTION };
  const actions = value === null ? [] : [{ type: "actions" as const, elements: [{ ...button, value }] }];
  const link = acknowledgeUrl ? [{ type: "context" as const, elements: [{ type: "mrkdwn" as const, text: `<${acknowledgeUrl}|Open the page>` }] }] : [];
  const body = rest.join("\n").trim();
  return [section(first || "Muster"), ...(body ? [section(body)] : []), ...about, ...actions, ...link];
}
