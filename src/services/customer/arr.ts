import type { Maybe } from "../directory/given.ts";
import { invalid } from "../errors.ts";

/** Annual recurring revenue. */
export interface Arr {
  /** Decimal. */
  amount: string;
  /** ISO 4217. Left out: the account's own, or for a new one the policy's. */
  currency?: Maybe<string>;
}

const DECIMAL = /^0*(\d{1,15})(?:\.(\d{1,6}))?$/;

/** 0 or more. Equal amounts are equal texts, so that `890000.00` after `890000` is no change. */
export function decimal(field: string, value: string): string {
  const [, whole, fraction = ""] = DECIMAL.exec(value.trim()) ?? [];
  if (whole === undefined) throw invalid(field, `${field} must be 0 or more, with up to 15 digits and 6 decimals, unlike "${value}"`);
  const decimals = fraction.replace(/0+$/, "");
  return decimals ? `${whole}.${decimals}` : whole;
}

export function arr(field: string, { amount, currency }: Arr): Arr {
  const code = currency?.trim().toUpperCase();
  if (code !== undefined && !/^[A-Z]{3}$/.test(code)) throw invalid(`${field}.currency`, `${field}.currency must be an ISO 4217 code such as USD`);
  return { amount: decimal(`${field}.amount`, amount), currency: code };
}

/** Without a rate the revenue could not be added to anybody else's. */
export function ratedCurrency(currency: string, rates: Record<string, string>): string {
  if (Object.hasOwn(rates, currency)) return currency;
  throw invalid("arr.currency", `The policy has no exchange rate for ${currency}; it has ${Object.keys(rates).sort().join(", ")}`);
}
