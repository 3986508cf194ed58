import type { EvidenceGrade, HypothesisState, TimelineKind } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import * as clocks from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { given, id, LIMITS, list, optionalText, text } from "../input.ts";
import { active } from "../role/role.store.ts";
import { append, type Change, type Happening, record } from "./record.ts";
import { mayBeStated, rightToDecide } from "./timeline.rules.ts";
import type { TimelineEvent } from "./timeline.store.ts";

export interface AddTimelineEvent extends ChangeInput {
  kind: TimelineKind;
  summary: string;
  links?: string[] | null;
  grade?: EvidenceGrade | null;
  hypothesis?: HypothesisState | null;
  pinned?: boolean | null;
  countsAsUpdate?: boolean | null;
}

/** Notes what a person says. Evidence may be older than the detection; an update keeps the promise of the one before. */
export async function addEvent(ctx: ServiceContext, input: AddTimelineEvent): Promise<TimelineEvent> {
  authorise(ctx, "incident:write");
  const happening = stated(input);
  const countsAsUpdate = input.countsAsUpdate ?? input.kind === "UPDATE";
  if (!countsAsUpdate && isPlain(input)) return plainly(ctx, input, happening);
  return changeIncident(ctx, { name: "addTimelineEvent" }, input, async (change) => {
    const event = record(change, { ...happening, details: input.kind === "DECISION" ? await rightOf(change) : null });
    if (countsAsUpdate && isOpen(change.incident)) await clocks.promiseUpdate(change, { at: change.at });
    return () => ({ ...event, amendedSummary: null });
  });
}

function stated({ kind, grade = null, hypothesis = null, ...input }: AddTimelineEvent): Happening {
  if (!mayBeStated(kind)) throw invalid("kind", `${kind} events are written by the hub itself`);
  if (grade && kind !== "EVIDENCE") throw invalid("grade", "Only EVIDENCE has a grade");
  if (hypothesis && kind !== "HYPOTHESIS") throw invalid("hypothesis", "Only a HYPOTHESIS has this state");
  return {
    kind,
    summary: text("summary", input.summary, LIMITS.note),
    links: list("links", input.links, 50).map(link),
    grade: kind === "EVIDENCE" ? (grade ?? "REPORTED") : null,
    hypothesis: kind === "HYPOTHESIS" ? (hypothesis ?? "OPEN") : null,
    pinned: input.pinned ?? false,
    actorLabel: optionalText("actorLabel", input.actorLabel, LIMITS.name),
  };
}

/** Whether nothing about the incident has to be known to note it. */
const isPlain = ({ kind, idempotencyKey, expectedRevision, occurredAt }: AddTimelineEvent) =>
  kind !== "DECISION" && !given(idempotencyKey) && !given(expectedRevision) && !given(occurredAt);

async function plainly(ctx: ServiceContext, { incidentId }: AddTimelineEvent, happening: Happening): Promise<TimelineEvent> {
  const event = await append(ctx, id("incidentId", incidentId), happening);
  if (!event) throw notFound(`incident ${incidentId}`, "incidentId");
  return { ...event, amendedSummary: null };
}

/** Who decided, and by what right: the role held on the incident, else the caller's role on the hub. */
async function rightOf(change: Change): Promise<Record<string, unknown>> {
  const { actor } = change.tx;
  const held = (await active(change)).filter((one) => one.responderId === actor.responderId && one.acceptedAt).map((one) => one.role);
  return { decidedBy: actor.name, byRightOf: rightToDecide(held) ?? actor.role };
}

function link(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw invalid("links", "links must be http or https addresses");
  return text("links", value, LIMITS.link);
}
