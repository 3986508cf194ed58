import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { ChannelType, ConfigureChannelInput, TestChannelInput } from "../schema/channel.type.ts";
import { DeliveryType } from "../schema/delivery.type.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import * as deliveries from "../services/delivery/index.ts";

@Resolver(() => ChannelType)
export class ChannelResolver {
  @Right("directory:read")
  @Query(() => [ChannelType], { description: "Every way out that the hub has, as data to build forms from." })
  channels(@Ctx() ctx: ServiceContext) {
    return deliveries.listChannels(ctx);
  }

  @Right("secret:manage")
  @Mutation(() => ChannelType, { description: "Sets up a channel for all hubs. UNAVAILABLE for secrets on a hub without MUSTER_SECRET_KEY. For admins." })
  configureChannel(@Ctx() ctx: ServiceContext, @Arg("input", () => ConfigureChannelInput, { description: "The channel, and what it is set up with." }) input: ConfigureChannelInput) {
    return deliveries.configureChannel(ctx, input);
  }

  @Right("secret:manage")
  @Mutation(() => DeliveryType, { description: "Sends a word to an address; its delivery tells what becomes of it. CONFLICT if the channel is not set up. For admins." })
  testChannel(@Ctx() ctx: ServiceContext, @Arg("input", () => TestChannelInput, { description: "The channel, and whereto." }) input: TestChannelInput) {
    return deliveries.testChannel(ctx, input);
  }

  @FieldResolver()
  isConfigured(@Root() { settings }: deliveries.KnownChannel) {
    return settings !== null;
  }
}
