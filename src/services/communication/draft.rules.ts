import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience, PublicState } from "../../entities/vocabulary.ts";
import { clip } from "../text.rules.ts";
import { isForCustomers } from "./communication.rules.ts";

/** What a draft may be made of. Neither a root cause nor revenue is among it. */
export interface DraftFacts {
  incident: Pick<IncidentEntity, "title" | "impactDescription" | "workaround" | "eta" | "reference" | "severity" | "mitigationProgress">;
  publicState: PublicState;
  customersAffected: number;
  strategicAffected: number;
  nextUpdateAt: Date | null;
}

export interface Draft {
  subject: string;
  body: string;
  template: string;
}

const STATUS: Record<PublicState, string> = {
  INVESTIGATING: "We are investigating.",
  IDENTIFIED: "We have identified the issue and are working on a fix.",
  MONITORING: "A fix has been deployed and we are monitoring recovery.",
  RESOLVED: "This incident has been resolved.",
};

/** Two of these and the rest are a message's 20,000 characters. */
const LONGEST_PART = 9_000;

/** The built-in words: what happened, impact, current status, ETA if known, next update (seed 002, phase 4). */
export function draft(audience: Audience, facts: DraftFacts): Draft {
  const { incident, publicState } = facts;
  const internal = isForCustomers(audience) ? [] : [`${incident.severity}: ${facts.customersAffected} customers affected, ${facts.strategicAffected} strategic.`];
  const sentences = [
    ...internal,
    sentence(incident.title),
    incident.impactDescription && sentence(clip(incident.impactDescription, LONGEST_PART)),
    STATUS[publicState],
    publicState !== "RESOLVED" && incident.workaround && `Workaround: ${sentence(clip(incident.workaround, LONGEST_PART))}`,
    publicState !== "RESOLVED" && incident.eta && `We expect recovery by ${clock(incident.eta)}.`,
    publicState !== "RESOLVED" && facts.nextUpdateAt && `Next update by ${clock(facts.nextUpdateAt)}.`,
  ];
  return {
    subject: clip(`${publicState === "RESOLVED" ? "Resolved: " : ""}${incident.title}`, 200),
    body: sentences.filter(Boolean).join(" "),
    template: `${audience.toLowerCase()}_${publicState.toLowerCase()}`,
  };
}

/** The last word to customers about what was no incident after all, or about one that goes on as another. */
export const closingNotice = ({ title, mergedIntoId }: Pick<IncidentEntity, "title" | "mergedIntoId">): string =>
  `We have looked into "${title}" and ${mergedIntoId ? "are handling it together with a related incident" : "found no ongoing issue"}. This notice is closed.`;

const sentence = (text: string) => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
const clock = (at: Date) => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
