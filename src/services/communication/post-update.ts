import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { GuardrailRule, IncidentStatus, PublicState } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import * as clocks from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { refuseIllegal } from "../incident/move.ts";
import { resolveWithin } from "../incident/resolve.ts";
import { startMitigationWithin } from "../incident/start-mitigation.ts";
import { triageWithin } from "../incident/triage.ts";
import { ahead, given, LIMITS, optionalText, text } from "../input.ts";
import { record, type Change } from "../timeline/record.ts";
import { publicStateOf } from "./communication.rules.ts";
import { compose, put } from "./publish.ts";
import { words } from "./publish-communication.ts";

export interface PostUpdate extends ChangeInput {
  status?: IncidentStatus | null;
  note: string;
  publicBody?: string | null;
  publicState?: PublicState | null;
  nextUpdateAt?: Date | null;
  overrides?: GuardrailRule[] | null;
  overrideReason?: string | null;
}

/** One act: moves the status, notes the update, and publishes it on the status page where it has public words. */
export function postUpdate(ctx: ServiceContext, input: PostUpdate): Promise<IncidentEntity> {
  if (given(input.publicBody)) authorise(ctx, "communication:publish");
  return changeIncident(ctx, { name: "postUpdate", lifecycle: true }, input, async (change) => {
    const { incident, at, now } = change;
    if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}; reopen it first`);
    const note = text("note", input.note, LIMITS.note);
    optionalText("overrideReason", input.overrideReason, LIMITS.note);
    const nextUpdateAt = given(input.nextUpdateAt) ? ahead("nextUpdateAt", input.nextUpdateAt, now) : null;
    const moves = given(input.status) && input.status !== incident.status;
    // Before the resolution, which would close the page in the built-in words.
    const publishesFirst = moves && input.status === "RESOLVED" && given(input.publicBody);
    if (publishesFirst) await publish(change, { ...input, publicState: input.publicState ?? "RESOLVED", nextUpdateAt });
    if (moves) await moveTo(change, input.status as IncidentStatus, note, input.overrideReason);
    record(change, { kind: "UPDATE", summary: note, details: { status: incident.status, nextUpdateAt } });
    if (given(input.publicBody) && !publishesFirst) await publish(change, { ...input, nextUpdateAt });
    else if (!incident.resolvedAt) await clocks.promiseUpdate(change, { at, nextUpdateAt });
  });
}

async function publish(change: Change, input: PostUpdate): Promise<void> {
  const publicState = input.publicState ?? publicStateOf(change.incident);
  const message = words(change, { ...input, audience: "STATUS_PAGE", body: input.publicBody ?? null, publicState }, undefined, "publicBody");
  await put(change, await compose(change, message));
}

/** Moves that need more than a note have mutations of their own. */
async function moveTo(change: Change, to: IncidentStatus, note: string, overrideReason: string | null | undefined): Promise<void> {
  refuseIllegal(change, to);
  if (to === "TRIAGED") return triageWithin(change, {});
  if (to === "MITIGATING") return startMitigationWithin(change, note);
  if (to === "RESOLVED") return resolveWithin(change, { overrideReason: overrideReason ?? null });
  throw invalid("status", `An update cannot move to ${to}; use its own mutation`);
}
