import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CommunicationApprovalEntity, CommunicationVersionEntity } from "../entities/communication-record.entity.ts";
import { CommunicationApprovalType, CommunicationVersionType } from "../schema/communication.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";

@Resolver(() => CommunicationVersionType)
export class CommunicationVersionResolver {
  @FieldResolver()
  editedBy(@Root() { editedBy }: CommunicationVersionEntity, @Ctx() ctx: ServiceContext) {
    return responders.byActor(ctx, editedBy);
  }
}

@Resolver(() => CommunicationApprovalType)
export class CommunicationApprovalResolver {
  @FieldResolver()
  responder(@Root() { responderId }: CommunicationApprovalEntity, @Ctx() ctx: ServiceContext) {
    return responderId && load(ctx, responders.byIds, responderId);
  }
}
