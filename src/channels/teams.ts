import type { Channel, OutgoingMessage } from "../services/delivery/index.ts";
import { type Asks, refusalOf } from "./http-outcome.ts";
import { obstacleOf } from "./status.ts";

/** Teams refuses messages beyond 28 KB; a character may take six bytes once it is JSON. */
const LONGEST = 4_000;

/** Microsoft Teams by the address of a workflow ("When a Teams webhook request is received") or of an incoming webhook. */
export const teamsChannel = ({ client, now }: { client: Asks; now: () => Date }): Channel => ({
  kind: "TEAMS",
  label: "Microsoft Teams",
  fields: [],
  address: { name: "url", label: "Workflow address", kind: "URL", isRequired: true, description: "The address that the workflow shows once it is saved. Whoever knows it can post there: treat it as a password." },
  maxText: LONGEST,
  send: async (message) => {
    try {
      const answer = await client.request(message.to, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": message.key },
        body: JSON.stringify(cardFor(message)),
      });
      const said = answer.body.toString("utf8").trim().slice(0, 300);
      if (answer.status >= 200 && answer.status < 300) return judged(said, answer.status, now());
      const what = answer.status === 404 || answer.status === 410 ? "the workflow is gone" : said || "without a reason";
      return refusalOf(answer, `Teams answers ${answer.status}: ${what}`, now());
    } catch (error) {
      return obstacleOf(error);
    }
  },
});

/** Incoming webhooks answer 200 and put the failure of what is behind them into the body. */
function judged(said: string, status: number, now: Date): Awaited<ReturnType<Channel["send"]>> {
  const inner = /HTTP error (\d{3})/.exec(said)?.[1];
  if (inner) return refusalOf({ status: Number(inner), headers: {} }, `Teams could not deliver: ${said}`, now);
  return { state: "ACCEPTED", answer: `HTTP ${status}${said && said !== "1" ? ` ${said.slice(0, 100)}` : ""}` };
}

const run = (text: string, more: object = {}) => ({ type: "RichTextBlock", inlines: [{ type: "TextRun", text, ...more }] });

/** Runs of text, which take no Markdown: what people wrote cannot become a link. */
export function cardFor({ subject, text, acknowledgeUrl, incident }: OutgoingMessage): object {
  const [first = subject, ...rest] = text.slice(0, LONGEST).split("\n").filter(Boolean);
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body: [run(first, { weight: "Bolder", size: "Medium" }), ...rest.map((line) => run(line)), ...(incident ? [run(incident.reference, { isSubtle: true })] : [])],
    actions: acknowledgeUrl ? [{ type: "Action.OpenUrl", title: "Acknowledge", url: acknowledgeUrl }] : [],
  };
  return { type: "message", summary: subject.slice(0, 200), attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }] };
}
