import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { CommunicationEntity } from "../entities/communication.entity.ts";
import { CommunicationCheckInput, DraftCommunicationsInput, PostUpdateInput, PublishCommunicationInput } from "../schema/communication.input.ts";
import { CommunicationType } from "../schema/communication.type.ts";
import { GuardrailFindingType } from "../schema/guardrail.type.ts";
import { IncidentType } from "../schema/incident.type.ts";
import { Right } from "../schema/right.ts";
import * as communications from "../services/communication/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";

@Resolver(() => CommunicationType)
export class CommunicationResolver {
  @Right("communication:publish")
  @Mutation(() => [CommunicationType], { description: "Writes a draft for each audience from the facts on record. Nothing goes out." })
  draftCommunications(@Ctx() ctx: ServiceContext, @Arg("input", () => DraftCommunicationsInput, { description: "For whom." }) input: DraftCommunicationsInput) {
    return communications.draftCommunications(ctx, input);
  }

  @Right("communication:publish")
  @Mutation(() => CommunicationType, { description: "Publishes a draft, or a message in one act, in place of the one that stood for its audience. Keeps and makes the promises that go with it, at the hub's time." })
  publishCommunication(@Ctx() ctx: ServiceContext, @Arg("input", () => PublishCommunicationInput, { description: "The draft, or the whole message." }) input: PublishCommunicationInput) {
    return communications.publishCommunication(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "One act: moves the status, notes the update and, with `publicBody`, publishes it on the status page." })
  postUpdate(@Ctx() ctx: ServiceContext, @Arg("input", () => PostUpdateInput, { description: "The update." }) input: PostUpdateInput) {
    return communications.postUpdate(ctx, input);
  }

  @Right("incident:read")
  @Query(() => [GuardrailFindingType], { description: "What the guardrails find in a text. UNAVAILABLE while this hub has no guardrails." })
  checkCommunication(@Ctx() ctx: ServiceContext, @Arg("input", () => CommunicationCheckInput, { description: "The text and its audience." }) input: CommunicationCheckInput) {
    return communications.check(ctx, input);
  }

  @FieldResolver()
  approvedBy(@Root() { approvedById }: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return approvedById && load(ctx, responders.byIds, approvedById);
  }

  @FieldResolver()
  findings(@Root() message: CommunicationEntity, @Ctx() ctx: ServiceContext) {
    return communications.findingsOf(ctx, message);
  }
}
