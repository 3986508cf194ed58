import { Field, ID, InputType, Int } from "type-graphql";

@InputType({ description: "Something that customers use. CONFLICT if its slug is taken." })
export class CreateServiceInput {
  @Field(() => String, { description: "Short unique name, such as `api-gateway`; at most 200 characters." })
  slug!: string;

  @Field(() => String, { description: "What people call it; at most 200 characters." })
  name!: string;

  @Field(() => Int, { description: "How critical it is: 1, the business stops without it, to 4." })
  tier!: number;

  @Field(() => String, { nullable: true, description: "The team that answers for it." })
  ownerTeamSlug?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "Slugs of the services that it cannot work without. A circle is refused.",
  })
  dependsOn?: string[] | null;
}

@InputType({ description: "What changes about a service. What is left out stays as it is." })
export class UpdateServiceInput {
  @Field(() => ID, { description: "The service's `id`." })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: "Short unique name, at most 200 characters. CONFLICT if it is taken.",
  })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "What people call it; at most 200 characters." })
  name?: string | null;

  @Field(() => Int, { nullable: true, description: "How critical it is, 1 (highest) to 4." })
  tier?: number | null;

  @Field(() => String, { nullable: true, description: "The team that answers for it from now on." })
  ownerTeamSlug?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "Slugs of the services that it cannot work without, in place of all of before.",
  })
  dependsOn?: string[] | null;
}
