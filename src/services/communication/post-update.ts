import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience, GuardrailRule, IncidentStatus, PublicState } from "../../entities/vocabulary.ts";
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
import { ahead, given, LIMITS, list, optionalText, text } from "../input.ts";
import { wordsFor } from "../template/words-for.ts";
import { record, type Change } from "../timeline/record.ts";
import { isForCustomers, publicStateOf } from "./communication.rules.ts";
import { nextPromise } from "../draft/draft-communications.ts";
import { compose } from "./publish.ts";
import { promisedBy } from "./promised.rules.ts";
import { publish } from "./publish-by-person.ts";
import { words } from "./publish-communication.ts";

export interface PostUpdate extends ChangeInput {
  status?: IncidentStatus | null;
  note: string;
  publicBody?: string | null;
  publicState?: PublicState | null;
  nextUpdateAt?: Date | null;
  overrides?: GuardrailRule[] | null;
  overrideReason?: string | null;
  /** Who is told in the same act; the status page where there is a `publicBody` and nothing is said. */
  audiences?: Audience[] | null;
}

/** One act: moves the status, notes the update, and publishes it: in the given public words, or in the hub's own for the audiences that are named. */
export function postUpdate(ctx: ServiceContext, input: PostUpdate): Promise<IncidentEntity> {
  const audiences = [...new Set(list("audiences", input.audiences ?? (given(input.publicBody) ? (["STATUS_PAGE"] as const) : []), 6))];
  if (given(input.publicBody) && audiences.length === 0) throw invalid("audiences", "Nobody is named to read publicBody");
  if (audiences.length > 0) authorise(ctx, "communication:publish");
  return changeIncident(ctx, { name: "postUpdate", lifecycle: true }, input, async (change) => {
    const { incident, at, now } = change;
    if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}; reopen it first`);
    const note = text("note", input.note, LIMITS.note);
    optionalText("overrideReason", input.overrideReason, LIMITS.note);
    const asked = given(input.nextUpdateAt) ? ahead("nextUpdateAt", input.nextUpdateAt, now) : null;
    // One text for all: our own people read no other promise than customers do.
    const reader = audiences.find(isForCustomers);
    const nextUpdateAt = reader && asked && given(input.publicBody) ? promisedBy({ audience: reader, body: input.publicBody, nextUpdateAt: asked }, now) : asked;
    const moves = given(input.status) && input.status !== incident.status;
    // Before the resolution, which would close page and banner in the hub's own words.
    const publishesFirst = moves && input.status === "RESOLVED";
    const tell = () => publishTo(change, audiences, publishesFirst, { ...input, nextUpdateAt, publicState: input.publicState ?? (publishesFirst ? "RESOLVED" : null) });
    if (publishesFirst) await tell();
    if (moves) await moveTo(change, input.status as IncidentStatus, note, input.overrideReason);
    record(change, { kind: "UPDATE", summary: note, details: { status: incident.status, nextUpdateAt } });
    if (audiences.length > 0 && !publishesFirst) await tell();
    else if (!incident.resolvedAt) await clocks.promiseUpdate(change, { at, nextUpdateAt });
  });
}

async function publishTo(change: Change, audiences: readonly Audience[], isResolving: boolean, input: PostUpdate): Promise<void> {
  for (const audience of audiences) {
    const publicState = input.publicState ?? (isForCustomers(audience) || !given(input.publicBody) ? publicStateOf(change.incident) : null);
    const message = given(input.publicBody) ? await inTheirs(change, audience, publicState, input) : await inOurs(change, audience, publicState ?? publicStateOf(change.incident), input);
    await publish(change, message, { bodyField: "publicBody", isResolving });
  }
}

const inTheirs = (change: Change, audience: Audience, publicState: PublicState | null, input: PostUpdate): Promise<CommunicationEntity> =>
  compose(change, words(change, { ...input, audience, body: input.publicBody ?? null, publicState }, undefined, "publicBody"));

async function inOurs(change: Change, audience: Audience, publicState: PublicState, { nextUpdateAt, overrides, overrideReason }: PostUpdate): Promise<CommunicationEntity> {
  const next = publicState === "RESOLVED" ? null : (nextUpdateAt ?? (await nextPromise(change.tx, change.incident)));
  const { draft: ours } = await wordsFor(change, audience, { publicState, nextUpdateAt: next, isUnread: true });
  return compose(change, { ...ours, audience, publicState, channel: null, nextUpdateAt: next, overrides: [...(overrides ?? [])], overrideReason: overrideReason ?? null });
}

/** Moves that need more than a note have mutations of their own. */
async function moveTo(change: Change, to: IncidentStatus, note: string, overrideReason: string | null | undefined): Promise<void> {
  refuseIllegal(change, to);
  if (to === "TRIAGED") return triageWithin(change, {});
  if (to === "MITIGATING") return startMitigationWithin(change, note);
  if (to === "RESOLVED") return resolveWithin(change, { overrideReason: overrideReason ?? null });
  throw invalid("status", `An update cannot move to ${to}; use its own mutation`);
}
