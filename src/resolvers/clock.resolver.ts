import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { ClockEntity } from "../entities/clock.entity.ts";
import { ClockType } from "../schema/clock.type.ts";
import * as access from "../services/access/index.ts";
import * as clocks from "../services/clock/index.ts";
import type { ServiceContext } from "../services/context.ts";

@Resolver(() => ClockType)
export class ClockResolver {
  @FieldResolver()
  async subject(@Root() { incidentId, kind, subject }: ClockEntity, @Ctx() ctx: ServiceContext) {
    if (kind === "CSM_CALL") await access.refuseVendor(ctx, incidentId);
    return subject;
  }

  @FieldResolver()
  state(@Root() clock: ClockEntity, @Ctx() { now }: ServiceContext) {
    return clocks.stateOf(clock, now());
  }

  @FieldResolver()
  remaining(@Root() clock: ClockEntity, @Ctx() { now }: ServiceContext) {
    return clocks.remainingOf(clock, now());
  }

  @FieldResolver()
  breachedAt(@Root() clock: ClockEntity, @Ctx() { now }: ServiceContext) {
    return clocks.breachOf(clock, now());
  }
}
