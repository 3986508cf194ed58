import { Field, ID, InputType } from "type-graphql";
import type { StatusPageKind } from "../entities/vocabulary.ts";
import { StatusPageKindEnum } from "./status.enum.ts";

@InputType({ description: "A status page. CONFLICT if its slug is taken." })
export class CreateStatusPageInput {
  @Field(() => String, { description: "Short unique name, which stands in its address; at most 200 characters." })
  slug!: string;

  @Field(() => String, { description: "What stands at its head; at most 200 characters." })
  name!: string;

  @Field(() => StatusPageKindEnum, { description: "Whom it is for." })
  kind!: StatusPageKind;

  @Field(() => String, { nullable: true, description: "External id of the account whose page it is; of a CUSTOMER page alone. Refused to vendors." })
  customerExternalId?: string | null;

  @Field(() => String, { nullable: true, description: "What stands below its name; at most 10,000 characters." })
  description?: string | null;

  @Field(() => String, { nullable: true, description: "IANA name of the zone whose days its history counts in. Default: UTC." })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: "Where readers find help: a web address or mailto:." })
  supportUrl?: string | null;

  @Field(() => String, { nullable: true, description: "Where people read it, if not below this hub." })
  url?: string | null;

  @Field(() => [String], { nullable: true, description: "Slugs of the components that it shows. Default: all that it may." })
  components?: string[] | null;
}

@InputType({ description: "What changes about a status page. What is left out stays as it is; its kind and whose it is stay." })
export class UpdateStatusPageInput {
  @Field(() => ID, { description: "The page's `id`." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Short unique name. CONFLICT if it is taken." })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "What stands at its head; at most 200 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "What stands below its name; null for nothing." })
  description?: string | null;

  @Field(() => String, { nullable: true, description: "IANA name of the zone whose days its history counts in." })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: "Where readers find help; null for nowhere." })
  supportUrl?: string | null;

  @Field(() => String, { nullable: true, description: "Where people read it; null: below this hub." })
  url?: string | null;

  @Field(() => [String], { nullable: true, description: "Slugs of the components that it shows, in place of all of before; an empty list: all that it may." })
  components?: string[] | null;
}
