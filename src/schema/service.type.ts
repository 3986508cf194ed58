import { Field, ID, Int, ObjectType } from "type-graphql";
import type { ServiceEntity } from "../entities/service.entity.ts";
import type { TeamEntity } from "../entities/team.entity.ts";
import { connectionOf } from "./page.type.ts";
import { Right } from "./right.ts";
import { TeamType } from "./team.type.ts";

@Right("directory:read")
@ObjectType("Service", { description: "Something that customers use." })
export class ServiceType implements Pick<ServiceEntity, "id" | "slug" | "name" | "tier"> {
  @Field(() => ID, { description: "The key that `updateService` takes." })
  id!: string;

  @Field(() => String, { description: "Short unique name for filters and inputs, such as `api-gateway`." })
  slug!: string;

  @Field(() => String, { description: "What people call it." })
  name!: string;

  @Field(() => Int, { description: "How critical it is: 1, the business stops without it, to 4." })
  tier!: number;

  @Field(() => TeamType, { nullable: true, description: "The team that answers for it." })
  owner!: TeamEntity | null;

  @Field(() => [ServiceType], { description: "The services that it cannot work without. Never in a circle." })
  dependencies!: ServiceEntity[];

  @Field(() => [ServiceType], { description: "The services that cannot work without it." })
  dependants!: ServiceEntity[];
}

export const ServiceConnectionType = connectionOf<ServiceEntity>("Service", "services", () => ServiceType);
