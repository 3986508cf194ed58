import type { Audience } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import type { Finding } from "./finding.rules.ts";
import { get } from "../incident/incident.store.ts";
import { given, LIMITS, text } from "../input.ts";
import { findingsIn } from "./guard.ts";

export interface CheckCommunication {
  incidentId?: string | null;
  audience: Audience;
  body: string;
  resolution?: boolean | null;
}

/** What the guardrails find in a text; places are those of the text as it was sent, blanks around it included. */
export async function check(ctx: ServiceContext, { incidentId, audience, body, resolution }: CheckCommunication): Promise<Finding[]> {
  authorise(ctx, "incident:read");
  text("body", body, LIMITS.communication);
  const incident = given(incidentId) ? await get(ctx, incidentId) : null;
  return findingsIn(ctx, incident, { audience, body, publicState: resolution === true ? "RESOLVED" : null, nextUpdateAt: null });
}
