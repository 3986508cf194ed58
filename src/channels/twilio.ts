import type { ChannelField, ChannelSettings, Outcome } from "../services/delivery/index.ts";
import { type Asks, refusalOf } from "./http-outcome.ts";
import { obstacleOf } from "./status.ts";

const API = "https://api.twilio.com";

/** What both text messages and calls are set up with. */
export const TWILIO_FIELDS: readonly ChannelField[] = [
  { name: "accountSid", label: "Account SID", kind: "TEXT", isRequired: true, description: "The account that pays, as the console shows it.", pattern: "^[A-Za-z0-9_-]{1,64}$" },
  { name: "authToken", label: "Auth token", kind: "SECRET", isRequired: true, overlaps: true, description: "The account's token. It signs what the provider sends to the hub, too." },
  { name: "baseUrl", label: "API address", kind: "URL", isRequired: false, description: "Where the API answers, for a provider other than Twilio.", default: API },
];

export const PHONE: ChannelField = {
  name: "phone", label: "Phone number", kind: "PHONE", isRequired: true, description: "With country code, such as +493012345678.", pattern: "^\\+[1-9][0-9]{5,14}$",
};

/** Codes of refusals that no further attempt will change, in words for whoever has to mend it. */
const STAYS: Record<number, string> = {
  20003: "the account SID or its token is wrong",
  21211: "the number is none that can be reached",
  21214: "the number cannot be called",
  21215: "calls into that country are switched off",
  21408: "messages into that country are switched off",
  21606: "the sending number cannot send messages",
  21610: "the person has unsubscribed by STOP; START from that phone takes it back",
  21612: "the number cannot be reached from this sender",
  21614: "the number is no mobile phone",
  21219: "the number is not verified with this trial account",
  21608: "the number is not verified with this trial account",
};
/** Its queue is full, or the account asks too much at once. */
const PASSES = new Set([20429, 21611, 14107, 30001]);

/** The way out, and what time it is. */
export interface Way {
  client: Asks;
  now: () => Date;
}

export type Form = Readonly<Record<string, string>>;

/** Posts a form to one of the account's resources. `key` stays the same over attempts, for providers that look at it. */
export async function post({ client, now }: Way, settings: ChannelSettings, resource: "Messages" | "Calls", form: Form, key: string): Promise<Outcome> {
  const { accountSid = "", authToken = "", baseUrl } = settings;
  const url = `${(baseUrl || API).replace(/\/+$/, "")}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/${resource}.json`;
  try {
    const answer = await client.request(url, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
        "idempotency-key": key,
        "i-twilio-idempotency-token": key,
      },
      body: new URLSearchParams(form).toString(),
    });
    const said = read(answer.body);
    if (answer.status < 200 || answer.status >= 300) return refused(answer, said, now());
    return { state: "ACCEPTED", answer: [said.sid, said.status].filter(Boolean).join(" ") || `HTTP ${answer.status}` };
  } catch (error) {
    return obstacleOf(error);
  }
}

interface Said {
  sid: string;
  status: string;
  code: number | undefined;
  message: string;
}

/** What it says, whatever stands in between. */
function read(body: Buffer): Said {
  const said = parsed(body.toString("utf8"));
  const text = (key: string) => (typeof said[key] === "string" ? said[key].slice(0, 300) : "");
  return { sid: text("sid"), status: text("status"), code: typeof said["code"] === "number" ? said["code"] : undefined, message: text("message") };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === "object" && said !== null ? (said as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function refused(answer: Parameters<typeof refusalOf>[0], { code, message }: Said, now: Date): Outcome {
  const words = code === undefined ? undefined : STAYS[code];
  const reason = `The phone provider refuses (HTTP ${answer.status}${code === undefined ? "" : `, ${code}`}): ${words ?? (message || "without a reason")}`;
  if (words) return { state: "REFUSED", reason };
  // Some of what passes comes as a plain 400.
  return refusalOf(code !== undefined && PASSES.has(code) ? { ...answer, status: 429 } : answer, reason, now);
}
