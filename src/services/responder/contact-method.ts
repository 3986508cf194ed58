import type { ContactMethod } from "../../entities/responder.entity.ts";
import type { ChannelKind, NotificationKind } from "../../entities/vocabulary.ts";
import { email } from "../directory/keys.ts";
import { invalid } from "../errors.ts";
import { given, LIMITS, text, whole } from "../input.ts";

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

/** Slack knows people by an id or by their address; names can be changed by whoever has them. */
function slack(field: string, value: string): string {
  if (/^[UW][A-Z0-9]{2,20}$/.test(value)) return value;
  if (/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(value)) return value.toLowerCase();
  throw invalid(field, `${field} must be a Slack member id such as U012AB3CD, or the e-mail address that they use in Slack`);
}

const ADDRESS: Record<ChannelKind, (field: string, value: string) => string> = {
  EMAIL: email, SMS: phone, VOICE: phone, SLACK: slack, TEAMS: url, WEBHOOK: url,
};

/** The address in the form in which it is kept. */
export const addressOf = (channel: ChannelKind, field: string, value: string): string => ADDRESS[channel](field, text(field, value, LIMITS.link));

const LONGEST_DELAY = 24 * 3_600;

export interface ContactMethodInput extends Pick<ContactMethod, "channel" | "address"> {
  /** In seconds. */
  delay?: number | null;
  takes?: readonly NotificationKind[] | null;
}

/** Methods in their order: the first is tried at once, and none before the one that stands before it. */
export function contactMethods(methods: readonly ContactMethodInput[]): ContactMethod[] {
  const checked = methods.map(contactMethod);
  checked.reduce((before, { delaySeconds }, at) => {
    if (delaySeconds === undefined) return before;
    const field = `contactMethods.${at}.delay`;
    if (at === 0 && delaySeconds !== 0) throw invalid(field, `${field}: the first method is tried at once`);
    if (delaySeconds < before) throw invalid(field, `${field} is shorter than that of a method before it`);
    return delaySeconds;
  }, 0);
  return checked;
}

function contactMethod({ channel, address, delay, takes }: ContactMethodInput, at: number): ContactMethod {
  const field = (name: string) => `contactMethods.${at}.${name}`;
  if (given(takes) && takes.length === 0) throw invalid(field("takes"), `${field("takes")} must name PAGE, TOLD or both`);
  return {
    channel, address: addressOf(channel, field("address"), address),
    ...(given(delay) && { delaySeconds: whole(field("delay"), delay, 0, LONGEST_DELAY) }), ...(given(takes) && { takes: [...new Set(takes)].sort() }),
  };
}
