import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { CommunicationEntity } from "../entities/communication.entity.ts";
import { ApproveCommunicationInput, EditCommunicationInput, RetractCommunicationInput } from "../schema/communication-step.input.ts";
import { CommunicationCheckInput, DraftCommunicationsInput, PostUpdateInput, PublishCommunicationInput } from "../schema/communication.input.ts";
import { CommunicationType } from "../schema/communication.type.ts";
import { GuardrailFindingType } from "../schema/guardrail.type.ts";
import { IncidentType } from "../schema/incident.type.ts";
import { Right } from "../schema/right.ts";
import * as audiences from "../services/audience/index.ts";
import * as communications from "../services/communication/index.ts";
import * as drafts from "../services/draft/index.ts";
import * as guardrails from "../services/guardrail/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";

@Resolver(() => CommunicationType)
export class CommunicationResolver {
  @Right("communication:publish")
  @Mutation(() => [CommunicationType], { description: "Writes a draft for each audience from the facts on record. Nothing goes out." })
  draftCommunications(@Ctx() ctx: ServiceContext, @Arg("input", () => DraftCommunicationsInput, { description: "For whom." }) input: DraftCommunicationsInput) {
    return drafts.draftCommunications(ctx, input);
  }

  @Right("communication:publish")
  @Mutation(() => CommunicationType, { description: "Changes a draft. Every text is kept in `versions`, and what was approved has to be approved again. ILLEGAL_TRANSITION once it has gone out; STALE_REVISION if somebody else has edited it." })
  editCommunication(@Ctx() ctx: ServiceContext, @Arg("input", () => EditCommunicationInput, { description: "The draft and what changes." }) input: EditCommunicationInput) {
    return communications.editCommunication(ctx, input);
  }

  @Right("communication:publish")
  @Mutation(() => CommunicationType, { description: "Says yes to a draft's text as it stands; APPROVED once the plan asks for no more. FORBIDDEN to its author where two people are asked. Saying so again changes nothing." })
  approveCommunication(@Ctx() ctx: ServiceContext, @Arg("input", () => ApproveCommunicationInput, { description: "The draft." }) input: ApproveCommunicationInput) {
    return communications.approveCommunication(ctx, input);
  }

  @Right("communication:publish")
  @Mutation(() => CommunicationType, { description: "Takes back what went out: the page shows the note in its place, the banner goes, what has not been sent is STOPPED. A correction can be published afterwards. Puts away what is still a draft." })
  retractCommunication(@Ctx() ctx: ServiceContext, @Arg("input", () => RetractCommunicationInput, { description: "The message and the note." }) input: RetractCommunicationInput) {
    return communications.retractCommunication(ctx, input);
  }

  @Right("communication:publish")
  @Mutation(() => CommunicationType, {
    description:
      "Publishes a draft, or a message in one act, in place of the one that stood for its audience: state, deliveries, the page's entry, the promises that go with it and the " +
      "timeline are one act, at the hub's time. It is the caller's yes to the text. FORBIDDEN where the plan asks for somebody else's; INVALID_INPUT for an audience that " +
      "the severity's plan does not have; ILLEGAL_TRANSITION for what has gone out already and for anything but the resolution once the incident is resolved; CONFLICT for customers and a private incident.",
  })
  publishCommunication(@Ctx() ctx: ServiceContext, @Arg("input", () => PublishCommunicationInput, { description: "The draft, or the whole message." }) input: PublishCommunicationInput) {
    return communications.publishCommunication(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "One act: moves the status, notes the update and publishes it: the `publicBody` on the status page or to the `audiences`, or without one the hub's own words for each of them." })
  postUpdate(@Ctx() ctx: ServiceContext, @Arg("input", () => PostUpdateInput, { description: "The update." }) input: PostUpdateInput) {
    return communications.postUpdate(ctx, input);
  }

  @Right("incident:read")
  @Query(() => [GuardrailFindingType], { description: "What the guardrails find in a text; an empty list calls it clean." })
  checkCommunication(@Ctx() ctx: ServiceContext, @Arg("input", () => CommunicationCheckInput, { description: "The text and its audience." }) input: CommunicationCheckInput) {
    return guardrails.check(ctx, input);
  }

  @FieldResolver()
  subject(@Root() message: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return communications.toBeRead(ctx, message, message.subject);
  }

  @FieldResolver()
  body(@Root() message: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return communications.toBeRead(ctx, message, message.body);
  }

  @FieldResolver()
  draftNote(@Root() message: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return communications.toBeRead(ctx, message, message.draftNote);
  }

  @FieldResolver()
  overrideReason(@Root() message: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return communications.toBeRead(ctx, message, message.overrideReason);
  }

  @FieldResolver()
  retractionNote(@Root() message: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return communications.toBeRead(ctx, message, message.retractionNote);
  }

  @FieldResolver()
  approvedBy(@Root() { approvedById }: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return approvedById && load(ctx, responders.byIds, approvedById);
  }

  @FieldResolver()
  retractedBy(@Root() { retractedBy }: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return responders.byActor(ctx, retractedBy);
  }

  @FieldResolver()
  async versions(@Root() message: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return communications.toBeRead(ctx, message, (await load(ctx, communications.versionsOf, message.id)) ?? [communications.versionOf(message)]);
  }

  @FieldResolver()
  async approvals(@Root() { id }: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, communications.approvalsOf, id)) ?? [];
  }

  @FieldResolver()
  async deliveries(@Root() { id }: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, audiences.deliveriesOf, id)) ?? [];
  }

  @FieldResolver()
  async findings(@Root() message: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return communications.toBeRead(ctx, message, await guardrails.findingsOf(ctx, message));
  }
}
