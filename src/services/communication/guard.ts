import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError, invalid } from "../errors.ts";
import { blocking, factsOf, type Finding, inspect, isOverridable } from "../guardrail/index.ts";
import { byKey, load } from "../load.ts";
import { planOf } from "../plan/plan.store.ts";
import { select } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import { isForCustomers } from "./communication.rules.ts";
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
  if (wrong.length > 0) throw new DomainError("GUARDRAIL", `The subject breaks ${inWords(wrong)}: ${wrong[0]?.why ?? ""}`, { field: "subject", findings: title });
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

/** A subject owes nothing, but is read first. */
async function subjectFindings(ctx: ServiceContext, incident: IncidentEntity, { subject, audience }: Message): Promise<Finding[]> {
  return subject === null ? [] : inspect(subject, factsOf(incident, audience, true, { names: await namesIn(ctx, subject) }));
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
