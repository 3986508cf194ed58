import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError, invalid } from "../errors.ts";
import { blocking } from "./blocking.rules.ts";
import { factsOf } from "./facts.rules.ts";
import { type Finding, isOverridable } from "./finding.rules.ts";
import { inspect } from "./inspect.rules.ts";
import { optionalText, text } from "../input.ts";
import { byKey, load } from "../load.ts";
import { planOf } from "../plan/plan.store.ts";
import { select } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import { isForCustomers } from "../communication/communication.rules.ts";
import { namesIn } from "./names-in.ts";

type Message = Pick<CommunicationEntity, "audience" | "subject" | "body" | "publicState" | "nextUpdateAt" | "overrides" | "overrideReason">;

/**
 * Refuses a message whose final text breaks a rule for its audience: GUARDRAIL with all that was found. An override takes a
 * rule that may be overridden and a person who answers for it by name: FORBIDDEN to a key that stands for nobody.
 * `field` is the input that the text came in.
 */
export async function refuseUnsaid(change: Change, message: Message, field = "body"): Promise<void> {
  if (!isForCustomers(message.audience)) return;
  refuseOverrides(change.tx, message);
  const findings = await findingsIn(change.tx, change.incident, message);
  const broken = blocking(findings, message.audience, message.overrides);
  if (broken.length > 0) throw new DomainError("GUARDRAIL", `The text breaks ${inWords(broken)}: ${broken[0]?.why ?? ""}`, { field, findings });
  const title = await subjectFindings(change.tx, change.incident, message);
  const wrong = blocking(title, message.audience, message.overrides);
  const named = message.subject === null ? "The incident's title, which customers read where a message has no subject," : "The subject";
  if (wrong.length > 0) throw new DomainError("GUARDRAIL", `${named} breaks ${inWords(wrong)}: ${wrong[0]?.why ?? ""}`, { field: "subject", findings: title });
}

/**
 * Words for the status page that are no message, such as a title, trimmed: INVALID_INPUT or GUARDRAIL, naming the input.
 * They owe neither a next update nor a workaround. Nothing overrides this: nobody has to write them in a hurry.
 */
export async function publicWords(ctx: ServiceContext, field: string, value: string, max: number, incident: IncidentEntity | null = null): Promise<string> {
  const words = text(field, value, max);
  const findings = await wordFindings(ctx, incident, words, "STATUS_PAGE");
  if (findings.length > 0) throw new DomainError("GUARDRAIL", `${field} breaks ${inWords(findings)}: ${findings[0]?.why ?? ""}`, { field, findings: findings.map((finding) => ({ ...finding, overridable: false })) });
  return words;
}

/** The same for words that may be left out; empty ones count as left out. */
export async function optionalPublicWords(ctx: ServiceContext, field: string, value: string | null | undefined, max: number): Promise<string | null> {
  return optionalText(field, value, max) === null ? null : publicWords(ctx, field, value as string, max);
}

/** Whether the hub may say this by itself. */
export async function maySay(change: Change, message: Message): Promise<boolean> {
  const findings = [...(await findingsIn(change.tx, change.incident, message)), ...(await subjectFindings(change.tx, change.incident, message))];
  return blocking(findings, message.audience, []).length === 0;
}

function refuseOverrides({ actor }: ServiceContext, { overrides }: Message): void {
  const fixed = overrides.find((rule) => !isOverridable(rule));
  if (fixed) throw invalid("overrides", `${fixed} is never overridden; the text has to change`);
  if (overrides.length > 0 && actor.responderId === null) throw new DomainError("FORBIDDEN", "Only a person overrides a guardrail, by name; this key stands for nobody", { field: "overrides" });
}

/** What is found in the body of a message about an incident, or about none. */
export async function findingsIn(ctx: ServiceContext, incident: IncidentEntity | null, message: Pick<Message, "audience" | "body" | "publicState" | "nextUpdateAt">): Promise<Finding[]> {
  const names = await namesIn(ctx, message.body);
  const afterSeconds = incident ? (await planOf(ctx, incident)).updateEvery : null;
  return inspect(message.body, factsOf(incident, message.audience, message.publicState === "RESOLVED", { names, nextUpdate: { at: message.nextUpdateAt, afterSeconds } }));
}

/** A subject owes nothing, but is read first; the incident's title stands in for it. */
function subjectFindings(ctx: ServiceContext, incident: IncidentEntity, { subject, audience }: Message): Promise<Finding[]> {
  return wordFindings(ctx, incident, subject ?? incident.title, audience);
}

async function wordFindings(ctx: ServiceContext, incident: IncidentEntity | null, words: string, audience: Audience): Promise<Finding[]> {
  return inspect(words, factsOf(incident, audience, true, { names: await namesIn(ctx, words) }));
}

/** What was found in a message on record, as the incident now stands; incidents of a list are read together. */
export async function findingsOf(ctx: ServiceContext, message: CommunicationEntity): Promise<Finding[]> {
  const incident = await load(ctx, incidentsById, message.incidentId);
  return findingsIn(ctx, incident ?? null, message);
}

/** Whoever reads the message sees its incident already. */
async function incidentsById(ctx: ServiceContext, ids: string[]): Promise<Map<string, IncidentEntity>> {
  return byKey(await select(ctx, IncidentEntity, "where id = any($1)", [ids]), ({ id }) => id);
}

const inWords = (findings: readonly Finding[]): string => [...new Set(findings.map(({ rule }) => rule))].join(", ");
