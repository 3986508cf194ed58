import type { Severity } from "./vocabulary.ts";

/** A rule that fired, with the input that fired it, in words. */
export interface SeverityReason {
  rule: string;
  severity: Severity;
  because: string;
}

/** From `from` (RFC 3339) until the next entry the incident had this severity. */
export interface SeverityTenure {
  severity: Severity;
  from: string;
}

/** Both ends count as possible; null where it is open. */
export interface CustomerRange {
  low: number | null;
  high: number | null;
}

export interface Money {
  /** Decimal. */
  amount: string;
  /** ISO 4217. */
  currency: string;
}

/** What was checked before the incident was called resolved. */
export interface Verification {
  metricsNormal: boolean;
  customersRecovered: boolean;
  regressionWatchUntil: string | null;
  regressionWatchBy: string | null;
  overrideReason: string | null;
}
