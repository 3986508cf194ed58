import { createHmac } from "node:crypto";
import type { ServerResponse } from "node:http";
import { aPeer, json, type Peer } from "./peers.ts";

export interface TwilioPeer extends Peer {
  settings: Record<string, string>;
  sent: ({ resource: string } & Record<string, string>)[];
  /** What numbers are refused with. */
  refusals: Map<string, { code: number; message: string }>;
  next: ((res: ServerResponse) => void) | null;
}

export const TWILIO_TOKEN = "twilio-auth-token-of-the-tests";

/** A provider of text messages and calls that speaks Twilio's API. */
export async function aTwilio(): Promise<TwilioPeer> {
  const peer = await aPeer(({ path, headers, body }, res) => {
    if (twilio.next) return twilio.next(res);
    const [, resource] = /^\/2010-04-01\/Accounts\/AC0123\/(Messages|Calls)\.json$/.exec(path) ?? [];
    if (!resource) return json(res, 404, { code: 20404, message: "The requested resource was not found", status: 404 });
    if (headers.authorization !== `Basic ${Buffer.from(`AC0123:${TWILIO_TOKEN}`).toString("base64")}`) return json(res, 401, { code: 20003, message: "Authenticate", status: 401 });
    const form = Object.fromEntries(new URLSearchParams(body));
    const refusal = twilio.refusals.get(form["To"] ?? "");
    if (refusal) return json(res, 400, { ...refusal, status: 400 });
    twilio.sent.push({ resource, ...form });
    json(res, 201, { sid: `${resource === "Calls" ? "CA" : "SM"}${twilio.sent.length}`, status: "queued" });
  });
  const settings = { accountSid: "AC0123", authToken: TWILIO_TOKEN, from: "+15005550006", baseUrl: peer.url };
  const twilio: TwilioPeer = { ...peer, settings, sent: [], refusals: new Map(), next: null };
  return twilio;
}

/** As Twilio signs what it sends: the address and the form's fields in order, under the account's token. */
export function twilioSignature(url: string, form: Record<string, string>, token = TWILIO_TOKEN): string {
  const text = Object.keys(form).sort().reduce((all, name) => all + name + form[name], url);
  return createHmac("sha1", token).update(text).digest("base64");
}
