import { Field, InputType, ObjectType } from "type-graphql";
import type { ChannelKind } from "../entities/vocabulary.ts";
import type { ChannelField, KnownSettings } from "../services/delivery/index.ts";
import { ChannelFieldKindEnum } from "./channel.enum.ts";
import { ContactChannelEnum } from "./responder.enum.ts";
import { Right } from "./right.ts";
import { DateTime, Json } from "./scalars.ts";

@Right("parent")
@ObjectType("ChannelField", { description: "One thing that a channel, or an address on it, is set up with. A client builds its form from these." })
export class ChannelFieldType implements Omit<ChannelField, "pattern" | "default" | "overlaps"> {
  @Field(() => String, { description: "Its key in `values`." })
  name!: string;

  @Field(() => String, { description: "What to write before the field." })
  label!: string;

  @Field(() => ChannelFieldKindEnum, { description: "What it holds." })
  kind!: ChannelField["kind"];

  @Field(() => Boolean, { description: "Whether the channel works without it." })
  isRequired!: boolean;

  @Field(() => String, { description: "What to write into it." })
  description!: string;

  @Field(() => String, { nullable: true, description: "What it has to match, as a JavaScript regular expression." })
  pattern!: string | null;

  @Field(() => String, { nullable: true, description: "What it is if it is left out." })
  default!: string | null;
}

@Right("secret:manage")
@ObjectType("ChannelSettings", { description: "What a channel is set up with. Secrets are named and not shown." })
export class ChannelSettingsType implements KnownSettings {
  @Field(() => Json, { description: "The values that are no secret, by the names of their fields." })
  values!: Record<string, string>;

  @Field(() => [String], { description: "Which secrets are set." })
  secrets!: string[];

  @Field(() => DateTime, { nullable: true, description: "When it was set up; null where the hub's environment does it." })
  setAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Who set it up, by name; null where the hub's environment does it." })
  setBy!: string | null;
}

@Right("directory:read")
@ObjectType("Channel", { description: "A way out: by what the hub reaches people and systems." })
export class ChannelType {
  @Field(() => ContactChannelEnum, { description: "Which one." })
  kind!: ChannelKind;

  @Field(() => String, { description: "What people call it." })
  label!: string;

  @Field(() => Boolean, { description: "Whether it is set up. Contact methods on one that is not are passed over." })
  isConfigured!: boolean;

  @Field(() => [ChannelFieldType], { description: "What it is set up with, once for all hubs." })
  fields!: readonly ChannelField[];

  @Field(() => ChannelFieldType, { description: "What a person's address on it looks like." })
  address!: ChannelField;

  @Field(() => ChannelSettingsType, { nullable: true, description: "What it is set up with now; null if it is not." })
  settings!: KnownSettings | null;
}

@InputType({ description: "A channel to be set up." })
export class ConfigureChannelInput {
  @Field(() => ContactChannelEnum, { description: "Which channel." })
  kind!: ChannelKind;

  @Field(() => Json, {
    description: "An object with values by the names of the channel's `fields`. What it leaves out stays as it is, null takes away. Secrets are kept encrypted, and told never again.",
  })
  values!: unknown;
}

@InputType({ description: "A word to an address, to see whether it arrives." })
export class TestChannelInput {
  @Field(() => ContactChannelEnum, { description: "Which channel." })
  kind!: ChannelKind;

  @Field(() => String, { description: "The address, as the channel has it." })
  to!: string;
}
