import { Field, ID, Int, ObjectType } from "type-graphql";
import type { StatusComponentEntity, StatusComponentGroupEntity } from "../entities/status-component.entity.ts";
import type { ComponentState } from "../entities/vocabulary.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";
import { ComponentStateEnum } from "./status.enum.ts";

@Right("status:read")
@ObjectType("StatusComponentGroup", { description: "Components that stand together on the status page under one name." })
export class StatusComponentGroupType implements Pick<StatusComponentGroupEntity, "id" | "slug" | "name" | "description" | "position"> {
  @Field(() => ID, { description: "The key that inputs take." })
  id!: string;

  @Field(() => String, { description: "Short unique name, such as `europe`." })
  slug!: string;

  @Field(() => String, { description: "What customers read." })
  name!: string;

  @Field(() => String, { nullable: true, description: "What customers read below it." })
  description!: string | null;

  @Field(() => Int, { description: "Those with a lower one come first; then by name." })
  position!: number;
}

@Right("status:read")
@ObjectType("StatusComponent", { description: "A part of what we offer, as customers know it." })
export class StatusComponentType implements Pick<StatusComponentEntity, "id" | "slug" | "name" | "description" | "position" | "isInternal" | "startsAt" | "state" | "stateSince"> {
  @Field(() => ID, { description: "The key that inputs take." })
  id!: string;

  @Field(() => String, { description: "Short unique name, such as `api`." })
  slug!: string;

  @Field(() => String, { description: "What customers read." })
  name!: string;

  @Field(() => String, { nullable: true, description: "What customers read below it." })
  description!: string | null;

  @Field(() => StatusComponentGroupType, { nullable: true, description: "The group that it stands in." })
  group!: StatusComponentGroupEntity | null;

  @Field(() => Int, { description: "Those with a lower one come first; then by name." })
  position!: number;

  @Field(() => Boolean, { description: "Whether internal pages alone show it." })
  isInternal!: boolean;

  @Field(() => DateTime, { description: "From when on its history counts." })
  startsAt!: Date;

  @Field(() => ComponentStateEnum, { description: "The worst of what holds it now: open entries, and what a person has set." })
  state!: ComponentState;

  @Field(() => DateTime, { description: "When that changed last." })
  stateSince!: Date;

  @Right("directory:read")
  @Field(() => [String], { description: "Slugs of the services whose incidents show on it." })
  services!: string[];
}
