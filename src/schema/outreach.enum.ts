import { OUTREACH_TIERS } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const OutreachTierEnum = enumFrom("OutreachTier", OUTREACH_TIERS,
  "Why an affected account is told when it is told, the first tier first. An account stands in its highest one.", {
    ACTIVE_ESCALATION: "An enterprise account with an escalation open.",
    RENEWAL_WINDOW: "Its contract renews within 90 days.",
    EXECUTIVE_SPONSOR: "An executive sponsor is engaged.",
    HIGH_USAGE: "It uses the product heavily.",
    OTHER: "Every other affected account.",
  });
