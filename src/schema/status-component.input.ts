import { Field, ID, InputType, Int } from "type-graphql";
import type { ComponentState } from "../entities/vocabulary.ts";
import { DateTime } from "./scalars.ts";
import { ComponentStateEnum } from "./status.enum.ts";

/** What is said of a group or a component when it is made and when it changes; neither this nor the next is a type of the schema itself. */
@InputType()
abstract class ListedInput {
  @Field(() => String, { nullable: true, description: "What customers read below it, at most 10,000 characters; null for nothing." })
  description?: string | null;

  @Field(() => Int, { nullable: true, description: "Those with a lower one come first; then by name. A new one has 0." })
  position?: number | null;
}

@InputType()
abstract class ComponentInput extends ListedInput {
  @Field(() => String, { nullable: true, description: "Slug of the group that it stands in; null for none." })
  group?: string | null;

  @Field(() => Boolean, { nullable: true, description: "true: internal pages alone show it, and public pages nothing of incidents that are about such alone." })
  internal?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: "From when on its history counts. A new one begins now." })
  startsAt?: Date | null;

  @Field(() => [String], { nullable: true, description: "Slugs of the services whose incidents show on it, in place of all of before; at most 100." })
  services?: string[] | null;
}

@InputType({ description: "A group of components. CONFLICT if its slug is taken." })
export class CreateStatusComponentGroupInput extends ListedInput {
  @Field(() => String, { description: "Short unique name, such as `europe`; at most 200 characters." })
  slug!: string;

  @Field(() => String, { description: "What customers read; at most 200 characters." })
  name!: string;
}

@InputType({ description: "What changes about a group. What is left out stays as it is." })
export class UpdateStatusComponentGroupInput extends ListedInput {
  @Field(() => ID, { description: "The group's `id`." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Short unique name. CONFLICT if it is taken." })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "What customers read; at most 200 characters." })
  name?: string | null;
}

@InputType({ description: "A component of the status page. CONFLICT if its slug is taken." })
export class CreateStatusComponentInput extends ComponentInput {
  @Field(() => String, { description: "Short unique name, such as `api`; at most 200 characters." })
  slug!: string;

  @Field(() => String, { description: "What customers read; at most 200 characters." })
  name!: string;
}

@InputType({ description: "What changes about a component. What is left out stays as it is." })
export class UpdateStatusComponentInput extends ComponentInput {
  @Field(() => ID, { description: "The component's `id`." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Short unique name. CONFLICT if it is taken." })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "What customers read; at most 200 characters." })
  name?: string | null;
}

@InputType({ description: "The state of a component, set by hand." })
export class SetComponentStateInput {
  @Field(() => ID, { description: "The component's `id`." })
  id!: string;

  @Field(() => ComponentStateEnum, { description: "The state; OPERATIONAL takes back what a person has set. Where an entry holds it in a worse one, that is what shows." })
  state!: ComponentState;
}

@InputType({ description: "A thing of the status page." })
export class StatusOfInput {
  @Field(() => ID, { description: "Its `id`." })
  id!: string;
}
