import { Webhook } from "standardwebhooks";
import { type AllowList, type OutboundClient, whyNot } from "../outbound/index.ts";
import type { Channel, Outcome, OutgoingMessage } from "../services/delivery/index.ts";
import { obstacleOf, outcomeOf } from "./status.ts";

/** A request in the form of Standard Webhooks, signed with the hub's secret, and with that of before while it counts. */
export function webhookChannel(client: OutboundClient, allow: AllowList, now: () => Date): Channel {
  return {
    kind: "WEBHOOK",
    label: "Webhook",
    fields: [
      {
        name: "secret", label: "Signing secret", kind: "SECRET", isRequired: true, pattern: "^whsec_[A-Za-z0-9+/]{32,88}={0,2}$", overlaps: true,
        description: "`whsec_` and 24 to 64 bytes in base64. Receivers check the `webhook-signature` of each request with it. A new one signs beside the old one for a day.",
      },
    ],
    address: { name: "url", label: "URL", kind: "URL", isRequired: true, description: "Where the request goes: https, or http. Private networks are refused unless the hub's operator allows them." },
    maxText: 20_000,
    refuses: (url) => whyNot(allow, url),

    async send(message, settings) {
      const body = message.signed?.body ?? JSON.stringify(bodyOf(message, now()));
      const at = now();
      const secrets = message.signed ? [message.signed.secret] : [settings["secret"], settings["secret.before"]];
      const signature = secrets.flatMap((secret) => (secret ? new Webhook(secret).sign(message.key, at, body) : [])).join(" ");
      const headers = {
        "content-type": "application/json", "user-agent": "muster", "webhook-id": message.key,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)), "webhook-signature": signature,
      };
      return client.request(message.to, { method: "POST", headers, body }).then((answer) => echoed(outcomeOf(answer, at), answer.body, message.signed?.expects), obstacleOf);
    },
  };
}

/** Whoever was asked something has to answer it, not just to be there. */
const echoed = (outcome: Outcome, body: Buffer, expected: string | undefined): Outcome =>
  outcome.state === "ACCEPTED" && expected !== undefined && !body.includes(expected) ? { state: "REFUSED", reason: "The answer does not hold the challenge" } : outcome;

const bodyOf = ({ key, subject, text, html, acknowledgeUrl, incident, act }: OutgoingMessage, now: Date) => ({
  type: "message", timestamp: now.toISOString(), data: { id: key, subject, text, html, acknowledgeUrl, incident, ...act },
});
