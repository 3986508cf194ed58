import type { ContactMethod } from "../../entities/responder.entity.ts";
import { email } from "../directory/keys.ts";
import { invalid } from "../errors.ts";
import { LIMITS, text } from "../input.ts";

type Channel = ContactMethod["channel"];

/** International notation: others would be dialled differently from each country. */
const PHONE = /^\+[1-9]\d{5,14}$/;

function phone(field: string, value: string): string {
  const number = value.replace(/[\s().-]/g, "");
  if (PHONE.test(number)) return number;
  throw invalid(field, `${field} must be a phone number with its country code, such as +49 30 1234567`);
}

function url(field: string, value: string): string {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
  throw invalid(field, `${field} must be an http or https URL`);
}

const anyText = (_: string, value: string): string => value;

const ADDRESS: Record<Channel, (field: string, value: string) => string> = {
  EMAIL: email, SMS: phone, VOICE: phone, SLACK: anyText, TEAMS: anyText, WEBHOOK: url,
};

export const CHANNELS = Object.keys(ADDRESS) as [Channel, ...Channel[]];

export function contactMethod({ channel, address }: ContactMethod, at: number): ContactMethod {
  const field = `contactMethods.${at}.address`;
  return { channel, address: ADDRESS[channel](field, text(field, address, LIMITS.link)) };
}
