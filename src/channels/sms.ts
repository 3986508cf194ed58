import type { Channel } from "../services/delivery/index.ts";
import { smsText } from "./sms-text.ts";
import { PHONE, post, TWILIO_FIELDS, type Way } from "./twilio.ts";

/** Where the provider tells what became of a message, on the hub that the message's link leads to. */
export const STATUS_PATH = "/inbound/twilio/status";

/** Text messages over Twilio, or whatever speaks its API. `act.code` is what the person replies to acknowledge. */
export const smsChannel = (way: Way): Channel => ({
  kind: "SMS",
  label: "Text message",
  fields: [
    ...TWILIO_FIELDS,
    { name: "from", label: "Sender", kind: "TEXT", isRequired: true, description: "A number of the account, such as +15005550006, or a messaging service (MG...).", pattern: "^(\\+[1-9][0-9]{5,14}|MG[0-9a-fA-F]{32}|[A-Za-z0-9 ]{1,11})$" },
  ],
  address: PHONE,
  maxText: 10_000,
  send: (message, settings) => {
    const { from = "" } = settings;
    const code = message.act?.["code"];
    const Body = smsText({ text: message.text, reference: message.incident?.reference, code: typeof code === "string" ? code : undefined, url: message.acknowledgeUrl });
    return post(way, settings, "Messages", {
      To: message.to,
      ...(from.startsWith("MG") ? { MessagingServiceSid: from } : { From: from }),
      Body,
      ...(message.acknowledgeUrl && { StatusCallback: new URL(STATUS_PATH, message.acknowledgeUrl).href }),
    }, message.key);
  },
});
