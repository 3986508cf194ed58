import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { LadderLevel } from "../entities/ladder.ts";
import { LadderLevelType } from "../schema/ladder.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";

@Resolver(() => LadderLevelType)
export class LadderLevelResolver {
  @FieldResolver()
  async responders(@Root() { responderIds }: LadderLevel, @Ctx() ctx: ServiceContext) {
    return (await Promise.all(responderIds.map((id) => load(ctx, responders.byIds, id)))).filter((one) => one !== undefined);
  }
}
