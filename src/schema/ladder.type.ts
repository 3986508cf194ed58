import { Field, InputType, ObjectType } from "type-graphql";
import type { LadderLevel } from "../entities/ladder.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { IncidentRole } from "../entities/vocabulary.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { IncidentRoleEnum } from "./role.enum.ts";

const NAME = "What people call the level, such as `engineering lead`.";
const ROLES = "Whoever holds one of these roles on the incident or in the owning team.";
const TITLES = "Responders with one of these titles, such as `VP Engineering`.";
const BY_ALL = "Whether all of the level have to acknowledge; otherwise the word of any of them stops the pages.";

@Right("directory:read")
@ObjectType("LadderLevel", { description: "A level that an escalation reaches." })
export class LadderLevelType implements Omit<LadderLevel, "responderIds"> {
  @Field(() => String, { description: NAME })
  name!: string;

  @Field(() => [IncidentRoleEnum], { description: ROLES })
  roles!: IncidentRole[];

  @Field(() => [String], { description: TITLES })
  titles!: string[];

  @Field(() => [ResponderType], { description: "People named for it." })
  responders!: ResponderEntity[];

  @Field(() => Boolean, { description: BY_ALL })
  acknowledgedByAll!: boolean;
}

@InputType({ description: "A level that an escalation reaches: by roles, titles, people, or all of them; at least one." })
export class LadderLevelInput {
  @Field(() => String, { description: NAME })
  name!: string;

  @Field(() => [IncidentRoleEnum], { nullable: true, description: ROLES })
  roles?: IncidentRole[] | null;

  @Field(() => [String], { nullable: true, description: TITLES })
  titles?: string[] | null;

  @Field(() => [String], { nullable: true, description: "People, by e-mail address. NOT_FOUND if one is not in the directory." })
  responderEmails?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: `${BY_ALL} Default: false.` })
  acknowledgedByAll?: boolean | null;
}
