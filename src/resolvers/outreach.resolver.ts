import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import type { OutreachNoteEntity } from "../entities/outreach.entity.ts";
import { IncidentType } from "../schema/incident.type.ts";
import { MoveIncidentInput } from "../schema/lifecycle.input.ts";
import { OutreachChangeType, OutreachPlanType } from "../schema/outreach-plan.type.ts";
import { UpdateOutreachInput } from "../schema/outreach.input.ts";
import { OutreachEntryType, OutreachNoteType } from "../schema/outreach.type.ts";
import { RecordCustomerCallInput } from "../schema/resolution.input.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as outreach from "../services/outreach/index.ts";
import * as responders from "../services/responder/index.ts";
import { FIRST } from "./page-args.ts";

type Follow = { args: { incidentId: string; first: number | null; after: number | null }; context: ServiceContext };

@Resolver(() => OutreachEntryType)
export class OutreachResolver {
  @Right("incident:write", { vendors: "refused" })
  @Mutation(() => IncidentType, { description: "Records a call to an affected account, which keeps its CSM_CALL promise." })
  recordCustomerCall(@Ctx() ctx: ServiceContext, @Arg("input", () => RecordCustomerCallInput, { description: "The call." }) input: RecordCustomerCallInput) {
    return outreach.recordCustomerCall(ctx, input);
  }

  @Right("incident:write", { vendors: "refused" })
  @Mutation(() => IncidentType, { description: "Says what has been done about accounts of the outreach plan: state, note, way, owner. One event of the timeline for all that are named." })
  updateOutreach(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateOutreachInput, { description: "The accounts, and what becomes of them." }) input: UpdateOutreachInput) {
    return outreach.updateOutreach(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "The commander's decision to talk to the few affected accounts in place of page and banner. Lets STATUS_PAGE go with the `reason`, which is required; CONFLICT where more accounts are affected." })
  chooseDirectOutreach(@Ctx() ctx: ServiceContext, @Arg("input", () => MoveIncidentInput, { description: "The incident and the reason." }) input: MoveIncidentInput) {
    return outreach.chooseDirectOutreach(ctx, input);
  }

  @Right("incident:read", { vendors: "refused" })
  @Query(() => [OutreachEntryType], { description: "The affected accounts in the order in which to reach out, all of them; `outreach` has them a page at a time. FORBIDDEN to a vendor on the incident." })
  outreachPlan(@Ctx() ctx: ServiceContext, @Arg("incidentId", () => ID, { description: "The incident." }) incidentId: string) {
    return outreach.outreachPlan(ctx, incidentId);
  }

  @Right("incident:read", { vendors: "refused" })
  @Query(() => OutreachPlanType, { description: "The outreach plan: its entries a page at a time, and how far it is. FORBIDDEN to a vendor on the incident." })
  outreach(@Ctx() ctx: ServiceContext, @Arg("incidentId", () => ID, { description: "The incident." }) incidentId: string) {
    return outreach.planOn(ctx, incidentId);
  }

  @Right("incident:read", { vendors: "refused" })
  @Subscription(() => OutreachChangeType, {
    name: "outreach",
    description: "The first page of the outreach plan (or, with `after`, only what changed since), then each change. Never a gap.",
    subscribe: ({ args, context }: Follow) => outreach.outreachSource(context, args.incidentId, args.first, args.after) as never,
  })
  followOutreach(
    @Root() change: outreach.OutreachChange,
    @Arg("incidentId", () => ID, { description: "The incident." }) _incidentId: string,
    @Arg("first", () => Int, FIRST) _first: number,
    @Arg("after", () => Int, { nullable: true, description: "The last `cursor` that the client has, or the `revision` of the plan that it read." }) _after?: number,
  ) {
    return change;
  }

  @FieldResolver()
  owner(@Root() { ownerId }: outreach.OutreachEntry, @Ctx() ctx: ServiceContext) {
    return ownerId && load(ctx, responders.byIds, ownerId);
  }

  @FieldResolver()
  async notes(@Root() { incidentId, customer }: outreach.OutreachEntry, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, outreach.notesOf, outreach.noteKey(incidentId, customer.id))) ?? [];
  }
}

@Resolver(() => OutreachNoteType)
export class OutreachNoteResolver {
  @FieldResolver()
  state(@Root() { state }: OutreachNoteEntity) {
    return outreach.wordFor(state);
  }
}
