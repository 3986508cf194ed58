import type { Audience, Severity } from "../../entities/vocabulary.ts";

export interface Way {
  /** By which way an account is to be told; null where page and banner are all that the plan has for it. */
  channel: string | null;
  /** The audience whose messages reach it; null with the channel. */
  audience: Audience | null;
}

/**
 * By which ways a message to strategic accounts goes to one of them: those that somebody chose for it, where that names any; else by e-mail, and in its
 * channel in Slack where the plan says so.
 */
export function waysOf(chosen: string | null, severity: Severity): { byEmail: boolean; bySlack: boolean } {
  const named = (channel: string | null) => ({ byEmail: /e-?mail/i.test(channel ?? ""), bySlack: /slack/i.test(channel ?? "") });
  const said = named(chosen);
  if (said.byEmail || said.bySlack) return said;
  return named(wayOf(true, { severity, isDirect: false, audiences: ["STRATEGIC_ACCOUNTS"] }).channel);
}

/**
 * How the plan tells an account (seed 002, phase 4): strategic ones by e-mail and Slack at SEV1 and SEV2, by e-mail below, all others by e-mail where
 * the plan writes to all affected. Where the commander has chosen to talk to the few in place of page and banner, everybody is called.
 */
export function wayOf(strategic: boolean, { severity, isDirect, audiences }: { severity: Severity; isDirect: boolean; audiences: readonly Audience[] }): Way {
  if (isDirect) return { channel: "call", audience: strategic ? "STRATEGIC_ACCOUNTS" : "AFFECTED_CUSTOMERS" };
  if (strategic && audiences.includes("STRATEGIC_ACCOUNTS")) {
    return { channel: severity === "SEV1" || severity === "SEV2" ? "email_and_slack" : "email", audience: "STRATEGIC_ACCOUNTS" };
  }
  return audiences.includes("AFFECTED_CUSTOMERS") ? { channel: "email", audience: "AFFECTED_CUSTOMERS" } : { channel: null, audience: null };
}
