import type { OutgoingMessage } from "../services/delivery/index.ts";
import { partsOf } from "./slack-parts.rules.ts";

/** What the button sends back. `src/server/inbound` reads it. */
export const ACKNOWLEDGE_ACTION = "muster_acknowledge";

/** Of what a notification shows. */
const SHORT = 3_000;

const plain = (text: string) => ({ type: "plain_text" as const, text, emoji: false });

/** Slack reads `<!channel>` and `<@U...>` in what people wrote, unless these are escaped. */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign);

const section = (text: string) => ({ type: "section" as const, text: plain(text) });

/** The post, and where it is too long for one what follows in its thread. Plain text throughout: no mention and no link but ours. `value` is what tells the hub which page it was. */
export function postsFor({ text, incident, acknowledgeUrl }: OutgoingMessage, value: string | null) {
  const [first = ["Muster"], ...others] = partsOf(text);
  const about = incident ? [{ type: "context" as const, elements: [plain(incident.reference)] }] : [];
  const button = { type: "button" as const, style: "primary" as const, text: plain("Acknowledge"), action_id: ACKNOWLEDGE_ACTION };
  const actions = value === null ? [] : [{ type: "actions" as const, elements: [{ ...button, value }] }];
  const link = acknowledgeUrl ? [{ type: "context" as const, elements: [{ type: "mrkdwn" as const, text: `<${acknowledgeUrl}|Open the page>` }] }] : [];
  return [first, ...others].map((sections, nth) => ({
    text: escaped(sections.join("\n").slice(0, SHORT)),
    blocks: [...sections.map(section), ...(nth === 0 ? [...about, ...actions, ...link] : [])],
  }));
}
