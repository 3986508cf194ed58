import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root, Subscription } from "type-graphql";
import { Right } from "../schema/right.ts";
import { AmendTimelineEventInput, PinTimelineEventInput, TimelineEventInput } from "../schema/timeline.input.ts";
import { TimelineEventType } from "../schema/timeline.type.ts";
import type { ServiceContext } from "../services/context.ts";
import * as incidents from "../services/incident/index.ts";
import { load } from "../services/load.ts";
import * as timeline from "../services/timeline/index.ts";
import { Needs } from "./asked.ts";

type Follow = { args: { incidentId: string; after: number }; context: ServiceContext };

@Resolver(() => TimelineEventType)
export class TimelineResolver {
  @Right("incident:write")
  @Mutation(() => TimelineEventType, { description: "Notes what a person says: a note, update, piece of evidence, hypothesis, assumption or decision." })
  addTimelineEvent(@Ctx() ctx: ServiceContext, @Arg("input", () => TimelineEventInput, { description: "The event." }) input: TimelineEventInput) {
    return timeline.addEvent(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => TimelineEventType, { description: "Corrects the text of an event by an event of its own, which is returned; the old text stays readable." })
  amendTimelineEvent(@Ctx() ctx: ServiceContext, @Arg("input", () => AmendTimelineEventInput, { description: "The event and its new text." }) input: AmendTimelineEventInput) {
    return timeline.amendEvent(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => TimelineEventType, { description: "Puts an event on the incident's report or takes it off. Returns that event." })
  pinTimelineEvent(@Ctx() ctx: ServiceContext, @Arg("input", () => PinTimelineEventInput, { description: "The event, and whether it is to be pinned." }) input: PinTimelineEventInput) {
    return timeline.pinEvent(ctx, input);
  }

  @Right("incident:read")
  @Subscription(() => TimelineEventType, {
    description: "Past events after this revision, then live ones, each once, in order.",
    subscribe: ({ args, context }: Follow) => timeline.timelineSource(context, args.incidentId, args.after) as never,
  })
  timeline(
    @Root() event: timeline.TimelineEvent,
    @Arg("incidentId", () => ID, { description: "The incident to follow." }) _incidentId: string,
    @Arg("after", () => Int, { nullable: true, defaultValue: 0, description: "The last `revision` that the client has; 0 for all." }) _after: number,
  ) {
    return event;
  }

  @FieldResolver()
  @Needs<timeline.TimelineEvent>("incidentId", "revision")
  id(@Root() { incidentId, revision }: timeline.TimelineEvent) {
    return timeline.eventKey(incidentId, revision);
  }

  @FieldResolver()
  @Needs<timeline.TimelineEvent>("incidentId")
  incident(@Root() { incidentId }: timeline.TimelineEvent, @Ctx() ctx: ServiceContext) {
    return load(ctx, incidents.byIds, incidentId);
  }

  @FieldResolver()
  @Needs<timeline.TimelineEvent>("actorLabel", "actorName")
  actor(@Root() { actorLabel, actorName }: timeline.TimelineEvent) {
    return actorLabel ?? actorName;
  }

  @FieldResolver()
  @Needs<timeline.TimelineEvent>("incidentId", "kind", "targetRevision")
  amends(@Root() { incidentId, kind, targetRevision }: timeline.TimelineEvent, @Ctx() ctx: ServiceContext) {
    return kind === "AMENDED" && targetRevision ? load(ctx, timeline.byEventKeys, timeline.eventKey(incidentId, targetRevision)) : null;
  }

  @FieldResolver()
  @Needs<timeline.TimelineEvent>("incidentId", "revision")
  async amendments(@Root() { incidentId, revision }: timeline.TimelineEvent, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, timeline.amendmentsOf, timeline.eventKey(incidentId, revision))) ?? [];
  }
}
