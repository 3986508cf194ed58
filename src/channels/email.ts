import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import type { Channel, ChannelSettings, Outcome, OutgoingMessage } from "../services/delivery/index.ts";

/** Connections to the server at most: for pages, and as many for all else, so that no page queues behind twenty thousand letters. */
const CONNECTIONS = 16;
/** No letter of an address may end the header or the command that it stands in, or name a second recipient. */
const ADDRESS = /^[^\s<>",;:()[\]\\@]{1,64}@[^\s<>",;:()[\]\\@]{1,255}$/;

type Transport = ReturnType<typeof transportTo>;

/** E-mail over any SMTP server: the one that the operator names. */
export function emailChannel(): Channel {
  let open: { name: string; urgent: Transport; other: Transport } | null = null;
  let known: { settings: ChannelSettings; name: string } | null = null;
  const shut = () => (open?.urgent.close(), open?.other.close());
  const transportFor = (settings: ChannelSettings, isUrgent: boolean): Transport => {
    // Thousands of letters come with the same settings.
    if (known?.settings !== settings) known = { settings, name: createHash("sha256").update(JSON.stringify(settings)).digest("hex") };
    if (open?.name !== known.name) {
      shut();
      open = { name: known.name, urgent: transportTo(settings), other: transportTo(settings) };
    }
    return isUrgent ? open.urgent : open.other;
  };
  return {
    kind: "EMAIL",
    label: "E-mail",
    fields: [
      { name: "host", label: "SMTP server", kind: "TEXT", isRequired: true, pattern: "^[A-Za-z0-9.:_-]{1,255}$", description: "Name or address of the server." },
      { name: "port", label: "Port", kind: "NUMBER", isRequired: false, pattern: "^[1-9][0-9]{0,4}$", default: "587", description: "587 as a rule, 465 with TLS from the start." },
      { name: "tls", label: "TLS", kind: "TEXT", isRequired: false, pattern: "^(required|offered|start|none)$", default: "offered", description: "`start`: from the first byte. `required`: by STARTTLS, or not at all. `offered`: by STARTTLS if the server has it. `none`." },
      { name: "verify", label: "Check its certificate", kind: "BOOLEAN", isRequired: false, default: "true", description: "`false` takes any certificate: for servers in a network of one's own." },
      { name: "user", label: "User", kind: "TEXT", isRequired: false, description: "Left out, the hub does not sign in." },
      { name: "password", label: "Password", kind: "SECRET", isRequired: false, description: "The user's password." },
      { name: "from", label: "From", kind: "EMAIL", isRequired: true, description: "The sender's address. Its domain has to allow the server to send for it (SPF, DKIM)." },
      { name: "fromName", label: "Sender's name", kind: "TEXT", isRequired: false, default: "Muster", description: "What stands before the address." },
    ],
    address: { name: "address", label: "E-mail address", kind: "EMAIL", isRequired: true, description: "Such as ada@example.com." },
    maxText: 100_000,
    atOnce: CONNECTIONS,

    async send(message, settings) {
      if (!ADDRESS.test(message.to)) return { state: "REFUSED", reason: "That is no e-mail address" };
      return transportFor(settings, message.isUrgent ?? false).sendMail(mailOf(message, settings)).then(({ response }) => ({ state: "ACCEPTED", answer: response }), failureOf);
    },

    async close() {
      shut();
      open = null;
    },
  };
}

function transportTo({ host = "", port = "587", tls = "offered", verify = "true", user, password }: ChannelSettings) {
  return createTransport({
    pool: true, maxConnections: CONNECTIONS, maxMessages: 500, host, port: Number(port), secure: tls === "start", requireTLS: tls === "required", ignoreTLS: tls === "none",
    tls: { rejectUnauthorized: verify !== "false" }, ...(user && { auth: { user, pass: password ?? "" } }),
    connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 10_000, disableFileAccess: true, disableUrlAccess: true,
  });
}

function mailOf({ key, to, subject, text, html, acknowledgeUrl, incident, act }: OutgoingMessage, { from = "", fromName = "Muster" }: ChannelSettings) {
  const domain = from.split("@")[1] ?? "localhost";
  const topic = incident ? `incident-${incident.id}` : typeof act?.["thread"] === "string" ? act["thread"] : null;
  const thread = topic && `<${topic}@${domain}>`;
  const list = act?.["list"] as { name: string; id: string } | undefined;
  const unsubscribe = typeof act?.["unsubscribeUrl"] === "string" ? act["unsubscribeUrl"] : null;
  return {
    envelope: { from, to: [to] }, from: { name: fromName, address: from }, to: { name: "", address: to }, subject,
    text: acknowledgeUrl ? `${text}\n\nAcknowledge: ${acknowledgeUrl}` : text, ...(html && { html }),
    // The same at every attempt, so that a mailbox which got it twice can tell.
    messageId: `<${key}@${domain}>`,
    ...(thread && { references: thread, inReplyTo: thread }),
    headers: {
      "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All",
      ...(incident && { "List-Id": `${incident.reference} <${incident.reference.toLowerCase()}.${domain}>` }),
      ...(list && { "List-Id": `<${list.id}.status.${domain}>` }),
      ...(unsubscribe && { "List-Unsubscribe": `<${unsubscribe}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
    },
  };
}

/** Of a command about this one message; what fails before says nothing about it. */
const OF_MESSAGE = /^(MAIL FROM|RCPT TO|DATA|API)/;

/** 4xx is a refusal for now (greylisting, a full mailbox), 5xx one for good; all that comes before the message is the server's trouble, or the setting's. */
function failureOf(error: unknown): Outcome {
  const { message, responseCode = 0, command = "", code } = error as Error & { responseCode?: number; command?: string; code?: string };
  if (code !== "EAUTH" && OF_MESSAGE.test(command) && responseCode >= 500) return { state: "REFUSED", reason: message, ...(!command.startsWith("RCPT TO") && { isAboutMessage: true }) };
  if (code === "EENVELOPE" && responseCode === 0) return { state: "REFUSED", reason: message };
  return { state: "RETRY", reason: message, isDown: responseCode === 0 || !OF_MESSAGE.test(command) };
}
