import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { Audience, GuardrailRule } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { get } from "../incident/incident.store.ts";
import { given, LIMITS, text } from "../input.ts";

export interface CheckCommunication {
  incidentId?: string | null;
  audience: Audience;
  body: string;
  resolution?: boolean | null;
}

export interface Finding {
  rule: GuardrailRule;
  start: number;
  end: number;
  why: string;
  suggestion: string | null;
  overridable: boolean;
}

/** This hub has no guardrails yet. Saying so is right; an empty list would call every text clean. */
export async function check(ctx: ServiceContext, { incidentId, body }: CheckCommunication): Promise<Finding[]> {
  authorise(ctx, "incident:read");
  text("body", body, LIMITS.communication);
  if (given(incidentId)) await get(ctx, incidentId);
  throw new DomainError("UNAVAILABLE", "This hub has no guardrails yet; nobody has checked the text");
}

/** What was found in a message when it was put on record: nothing, as nothing looks yet. */
export const findingsOf = (_ctx: ServiceContext, _message: CommunicationEntity): Finding[] => [];
