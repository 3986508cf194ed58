import type { Channel, ChannelSettings, OutgoingMessage } from "../services/delivery/index.ts";
import { PHONE, post, TWILIO_FIELDS, type Way } from "./twilio.ts";

/** Where a pressed key arrives; the page's token follows. */
export const KEY_PATH = "/inbound/twilio/key/";
/** Half a minute of speech; the API takes 4,000 characters of TwiML. */
const SPOKEN = 600;

/** Calls over Twilio, or whatever speaks its API: reads the page out, and takes one key. */
export const voiceChannel = (way: Way): Channel => ({
  kind: "VOICE",
  label: "Phone call",
  fields: [
    ...TWILIO_FIELDS,
    { name: "from", label: "Calling number", kind: "PHONE", isRequired: true, description: "A number of the account, such as +15005550006.", pattern: "^\\+[1-9][0-9]{5,14}$" },
    { name: "voice", label: "Voice", kind: "TEXT", isRequired: false, description: "Who reads it out, as the provider names its voices.", pattern: "^[A-Za-z0-9.-]{1,60}$" },
    { name: "language", label: "Language", kind: "TEXT", isRequired: false, description: "Of the voice, such as en-GB.", pattern: "^[a-z]{2,3}(-[A-Za-z]{2,4})?$" },
  ],
  address: PHONE,
  maxText: 10_000,
  send: (message, settings) => post(way, settings, "Calls", { To: message.to, From: settings["from"] ?? "", Twiml: twiml(message, settings) }, message.key),
});

/** Said twice, since whoever is woken misses the first words. */
export function twiml(message: OutgoingMessage, { voice, language }: ChannelSettings = {}): string {
  const as = [voice && ` voice="${xml(voice)}"`, language && ` language="${xml(language)}"`].filter(Boolean).join("");
  const say = (text: string, loop = 1) => `<Say${as}${loop > 1 ? ` loop="${loop}"` : ""}>${xml(text)}</Say>`;
  const about = [message.text.slice(0, SPOKEN), message.incident?.reference].filter(Boolean).join(". ");
  if (!message.acknowledgeUrl) return `<Response>${say(about, 2)}</Response>`;
  const url = new URL(message.acknowledgeUrl);
  const action = new URL(`${KEY_PATH}${url.pathname.split("/").at(-1) ?? ""}`, url).href;
  return `<Response><Gather numDigits="1" timeout="10" method="POST" action="${xml(action)}">${say(`${about}. Press 1 to acknowledge.`, 2)}</Gather>${say("No key was pressed. The page stays open.")}</Response>`;
}

// eslint-disable-next-line no-control-regex
const UNSPEAKABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/** Text as XML takes it. */
export const xml = (text: string): string => text.toWellFormed().replace(UNSPEAKABLE, " ").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
