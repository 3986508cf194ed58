import type { Channel, ChannelField } from "./channel.ts";

const LONGEST = 10_000;
const EMAIL = /^[^\s<>",;:()[\]\\@]{1,64}@[^\s<>",;:()[\]\\@]{1,255}$/;
const PHONE = /^\+[1-9]\d{5,14}$/;

export interface Refusal {
  /** Null where it is about several together. */
  field: string | null;
  reason: string;
}

/** What is wrong with a channel's values, all of them together; null where nothing is. `given` are those of this time. */
export function checkValues({ fields, check }: Pick<Channel, "fields" | "check">, all: Readonly<Record<string, string>>, given: Readonly<Record<string, string | null>>): Refusal | null {
  const unknown = Object.keys(given).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) return { field: unknown, reason: `${unknown} is no field of this channel; it has ${fields.map(({ name }) => name).join(", ")}` };
  for (const field of fields) {
    const reason = wrongWith(field, all[field.name]);
    if (reason) return { field: field.name, reason };
  }
  const reason = check?.(all) ?? null;
  return reason === null ? null : { field: null, reason };
}

/** Never with a word of the value: it may be a secret. */
export function wrongWith({ name, kind, isRequired, pattern }: ChannelField, value: string | undefined): string | null {
  if (value === undefined) return isRequired ? `${name} is needed` : null;
  if (value.length > LONGEST) return `${name} has more than ${LONGEST} characters`;
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(value)) return `${name} must be one line of readable characters`;
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) return `${name} must match ${pattern}`;
  if (kind === "URL" && !isUrl(value)) return `${name} must be an http or https URL`;
  if (kind === "EMAIL" && !EMAIL.test(value)) return `${name} must be an e-mail address`;
  if (kind === "PHONE" && !PHONE.test(value)) return `${name} must be a phone number with its country code, such as +49301234567`;
  if (kind === "NUMBER" && !/^-?\d{1,15}$/.test(value)) return `${name} must be a whole number`;
  if (kind === "BOOLEAN" && value !== "true" && value !== "false") return `${name} must be true or false`;
  return null;
}

const isUrl = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
